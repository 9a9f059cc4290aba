import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['models/*.spec.ts'], maxConcurrency: 2, testTimeout: 300_000 },
});
