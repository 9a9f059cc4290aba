import { defineConfig } from 'vitest/config';

/** TLC is asked too where TLA2TOOLS says where tla2tools.jar is. */
const checkers = [
  'checkers/promela.spec.ts',
  'checkers/graphviz.spec.ts',
  ...(process.env.TLA2TOOLS ? ['checkers/tla.spec.ts'] : []),
];

export default defineConfig({
  test: { include: checkers, maxConcurrency: 2, testTimeout: 300_000, fileParallelism: false },
});
