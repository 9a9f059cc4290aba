import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findBrowser } from './browser.mjs';
import { whyNoEngine, whyNoGraphviz, whyNoSpin } from './checkers.mjs';
import { buildCli } from './cli.mjs';
import { buildPage, freePort } from './serve.mjs';
import { runNode, tools } from './tools.mjs';
import { closingLine, countPlaywright, countVitest } from './totals.mjs';

const results = 'node_modules/.cache/release-graph';

/** What is left of a minute for tests. */
const AFFECTED_SECONDS = 40;

const one = (ok) => (ok ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });

/** With the first failure it ends; so where the time was over nothing had failed, and it says that there was more. */
function affected(args) {
  const { status, error } = spawnSync(process.execPath, [tools.vitest, ...args], {
    stdio: 'inherit',
    timeout: AFFECTED_SECONDS * 1000,
  });
  const isOver = error?.code === 'ETIMEDOUT';
  if (isOver) console.log(`\nNot all affected tests have run in ${AFFECTED_SECONDS} s: npm test runs them.`);
  return one(isOver || status === 0);
}

/** The page in another engine than that of `page`. One that is missing has failed: it was asked for. */
function pageIn(engine, args) {
  const reason = whyNoEngine(engine);
  if (reason !== undefined) {
    console.error(`${reason}.`);
    return one(false);
  }
  const file = `${results}/${engine}.json`;
  const run = ['run', '--config', 'engines/vitest.config.ts', '--reporter=verbose', '--reporter=json'];
  const ok = runNode([tools.vitest, ...run, `--outputFile.json=${file}`, ...args], {
    env: { ENGINE: engine },
  });
  return countVitest(file, ok);
}

const steps = {
  types: () => one(['.', 'tsconfig.pure.json'].map((p) => runNode([tools.tsc, '-p', p])).every(Boolean)),
  'format and lint': () => one(runNode([tools.biome, 'check', '--error-on-warnings', '.'])),
  // The second time without the tests: what only a test uses is unused, unless it is marked @internal.
  'unused code': () =>
    one([[], ['--production']].map((mode) => runNode([tools.knip, ...mode])).every(Boolean)),
  unit: (args) => {
    const file = `${results}/unit.json`;
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    return countVitest(file, runNode([tools.vitest, 'run', ...reporters, ...args]));
  },
  'affected tests': ([since]) => {
    const changed = since === undefined ? '--changed' : `--changed=${since}`;
    return affected(['run', '--config', 'scripts/check.config.mjs', '--reporter=dot', changed]);
  },
  checkers: (args) => {
    const file = `${results}/checkers.json`;
    const reasons = { WITHOUT_SPIN: whyNoSpin(), WITHOUT_GRAPHVIZ: whyNoGraphviz() };
    const missing = Object.entries(reasons).filter(([, reason]) => reason !== undefined);
    for (const [, reason] of missing) console.error(`Skipped: ${reason}.`);
    const run = ['run', '--config', 'checkers/vitest.config.ts', '--reporter=default', '--reporter=json'];
    const env = Object.fromEntries(missing);
    const ok = runNode([tools.vitest, ...run, `--outputFile.json=${file}`, ...args], { env });
    return countVitest(file, ok, missing.length > 0);
  },
  build: () => one(buildPage()),
  'command line build': () => one(buildCli()),
  size: () => one(runNode(['scripts/size.mjs'])),
  page: async (args) => {
    const file = `${results}/page.json`;
    let browser;
    try {
      browser = await findBrowser();
    } catch (error) {
      console.error(error.message);
      return one(false);
    }
    console.log(`Browser: ${browser.path} (${browser.version})`);
    const env = {
      BROWSER_PATH: browser.path,
      E2E_PORT: String(await freePort()),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    };
    const run = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json', ...args];
    return countPlaywright(file, runNode([tools.playwright, ...run], { env }));
  },
};

const engines = {
  Firefox: (args) => pageIn('firefox', args),
  WebKit: (args) => pageIn('webkit', args),
};

async function runSteps(names, args = []) {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const rows = [];
  for (const name of names) {
    console.log(`\n== ${name}`);
    const began = performance.now();
    const count = await { ...steps, ...engines }[name](args);
    rows.push({ name, count, seconds: (performance.now() - began) / 1000 });
  }
  console.log('');
  for (const { name, count, seconds } of rows)
    console.log(
      `${count.failed ? 'FAILED' : 'ok    '} ${name.padEnd(20)} ${closingLine([count])}  ${seconds.toFixed(1)} s`,
    );
  console.log(`\n${closingLine(rows.map((row) => row.count))}`);
  process.exitCode = rows.some((row) => row.count.failed > 0) ? 1 : 0;
}

const ALL = Object.keys(steps).filter((name) => name !== 'affected tests');

/** Everything, or the unit tests that are named. */
export const testAll = (args) => (args.length > 0 ? runSteps(['unit'], args) : runSteps(ALL));
/** What a change needs within a minute: since the commit that is named, else what is not committed. */
export const check = (args) => runSteps(['types', 'format and lint', 'affected tests'], args);
export const testCheckers = (args) => runSteps(['checkers'], args);
export const testEngines = (args) => runSteps(['build', ...Object.keys(engines)], args);
export const testPage = (args) => runSteps(['build', 'page'], args);

const figure = (value) => value.toLocaleString('en-US');

/** The figures of docs/fidelity.md, between its two marks. */
function writeFigures() {
  const read = (file) => Object.values(JSON.parse(readFileSync(`src/trace/${file}`, 'utf8')));
  const sum = (rows, name) => figure(rows.reduce((total, row) => total + row[name], 0));
  const states = read('agreement.json');
  const events = sum(read('agreement.order.json'), 'events');
  const line = `  ${sum(states, 'recordings')} recordings of ${sum(states, 'operations')} operations agree, with ${sum(states, 'objects')} states of objects and
  ${sum(states, 'values')} values, and ${events} events are in order.`;
  const marked = /(<!-- agreement -->\n)[\s\S]*?( *<!-- \/agreement -->)/;
  writeFileSync(
    'docs/fidelity.md',
    readFileSync('docs/fidelity.md', 'utf8').replace(marked, `$1${line}\n$2`),
  );
}

/** Runs what compares with the recordings of the kernel, and writes down how much agrees and what was recorded. */
export function agreement() {
  const compared = ['src/trace/conformance.test.ts', 'src/trace/order.test.ts', 'src/guide/recorded.test.ts'];
  const agrees = runNode([tools.vitest, 'run', '--update', '--reporter=dot', ...compared]);
  if (agrees) writeFigures();
  process.exitCode = agrees ? 0 : 1;
}

export const buildAll = () => runSteps(['build', 'command line build', 'size']);
