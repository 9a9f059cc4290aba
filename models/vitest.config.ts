import { defineConfig } from 'vitest/config';

/** TLC is asked too where TLA2TOOLS says where tla2tools.jar is. */
const checkers = [
  'models/promela.spec.ts',
  'models/graphviz.spec.ts',
  ...(process.env.TLA2TOOLS ? ['models/tla.spec.ts'] : []),
];

export default defineConfig({
  test: { include: checkers, maxConcurrency: 2, testTimeout: 300_000, fileParallelism: false },
});
