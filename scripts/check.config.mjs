import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The tests that stand beside a change come first: what they say is said soonest, and they say most of it. */
class Sequencer extends BaseSequencer {
  async sort(files) {
    const folders = new Set((this.ctx.config.related ?? []).map((file) => dirname(file)));
    const isBeside = ({ moduleId }) => (folders.has(dirname(moduleId)) ? 0 : 1);
    return (await super.sort(files)).toSorted((a, b) => isBeside(a) - isBeside(b));
  }
}

export default defineConfig({
  root: here('..'),
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    testTimeout: 0,
    bail: 1,
    sequence: { sequencer: Sequencer },
  },
});
