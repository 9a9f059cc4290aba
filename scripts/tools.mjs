import { spawnSync } from 'node:child_process';

/** The programs behind the steps, by the script that Node runs: shims in .bin differ between systems. */
export const tools = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  knip: 'node_modules/knip/bin/knip.js',
  playwright: 'node_modules/@playwright/test/cli.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
};

const minutes = 60_000;

export function runNode(args, { env = {}, stdio = 'inherit' } = {}) {
  const done = spawnSync(process.execPath, args, {
    stdio,
    timeout: 20 * minutes,
    env: { ...process.env, ...env },
  });
  return done.status === 0;
}
