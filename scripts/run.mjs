// The one entry behind every npm script. It uses nothing but Node until the dependencies are in place.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, isSupportedNode } from './dependencies.mjs';

const commands = {
  start: async () => (await import('./serve.mjs')).start(),
  dev: async () => (await import('./serve.mjs')).develop(),
  test: async (args) => (await import('./test.mjs')).testAll(args),
  check: async (args) => (await import('./test.mjs')).check(args),
  'test:checkers': async (args) => (await import('./test.mjs')).testCheckers(args),
  'test:engines': async (args) => (await import('./test.mjs')).testEngines(args),
  e2e: async (args) => (await import('./test.mjs')).testPage(args),
  agreement: async () => (await import('./test.mjs')).agreement(),
  build: async () => (await import('./test.mjs')).buildAll(),
  mutate: async (args) => (await import('./mutate.mjs')).mutate(args),
  bench: async () => (await import('./bench.mjs')).bench(),
  'bench:explore': async () => (await import('./bench-explore.mjs')).benchExplore(),
  screenshot: async (args) => (await import('./screenshot.mjs')).screenshot(args),
  cli: async (args) => (await import('./cli.mjs')).runCli(args, startedIn),
};

if (!isSupportedNode(process.versions.node)) {
  console.error(`Node ${process.versions.node} is too old: 20.19, 22.12 or newer is needed.`);
  process.exit(1);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// npm moves to the root of the package before it runs a script, and says in INIT_CWD where the user was.
const startedIn = (process.cwd() === root && process.env.INIT_CWD) || process.cwd();
process.chdir(root);

const [name = 'start', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
ensureDependencies();
await command(args);
