import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { mutantsPlugin } from './mutants.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** What tells most in the least time, first: the recordings, examples, what runs over all of them, and what tells it. */
const ORDER = [
  /trace\/conformance/,
  /iommufd\/(?!interleave)/,
  /trace\/(run|verdict|ledger|failures|refuse)\b/,
  /laws|interleave/,
];

const place = ({ moduleId }) => {
  const found = ORDER.findIndex((named) => named.test(moduleId));
  return found < 0 ? ORDER.length : found;
};

class Sequencer extends BaseSequencer {
  async sort(files) {
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  root: here('..'),
  plugins: [mutantsPlugin()],
  resolve: { alias: { 'fast-check': here('./fewer-runs.mjs') } },
  test: {
    include: ['src/{iommufd,trace}/*.test.ts'],
    // These count what agrees, once a test.
    testNamePattern: /^(?!.*as much (agrees|is in order))/,
    testTimeout: 0,
    runner: here('./mutate.runner.mjs'),
    sequence: { sequencer: Sequencer },
    fileParallelism: false,
    maxWorkers: 1,
    isolate: false,
    update: false,
  },
});
