import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser, launchArgs } from './browser.mjs';
import { buildPage, freePort } from './serve.mjs';

const OBJECTS = [8, 12, 16, 20];

/** More than any of them has: 20 address spaces have 2^20 states, and two. */
const MOST_STATES = 2_000_000;

/** As many states as there can be: what has nothing to do with each other, in any order. */
const apart = (objects) =>
  ['open > c', ...Array.from({ length: objects }, (_, i) => `ioas_alloc c > io${i}`)].join('\n');

/** Hardware queues, each with all it needs: seven objects for the first, four for each that follows. */
function queues(objects) {
  const lines = ['open > c', 'ioas_alloc c > io', 'mock_domain c pt=io > sd dev hw', 'ioas_map c ioas=io'];
  for (let i = 0; i * 4 + 8 <= objects; i++)
    lines.push(
      `hwpt_alloc c dev=dev pt=io nest_parent=1 > hp${i}`,
      `viommu_alloc c dev=dev hwpt=hp${i} > vi${i}`,
      `hw_queue_alloc c viommu=vi${i} > q${i}`,
    );
  return lines.join('\n');
}

const thousand = (count, ms) => Math.round(count / ms);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Milliseconds from the question to the last answer, in a worker of the built page. */
function inWorker(page, worker, question) {
  return page.evaluate(
    ([path, asked]) =>
      new Promise((done, fail) => {
        const asking = new Worker(path, { type: 'module' });
        asking.onerror = ({ message }) => fail(new Error(message));
        asking.onmessage = ({ data }) => {
          if (data.kind === 'conclusion') {
            const { states, transitions } = data.conclusion;
            asking.terminate();
            done({ states, transitions, milliseconds: data.milliseconds });
          }
        };
        asking.postMessage(asked);
      }),
    [worker, question],
  );
}

/** Milliseconds to the verdict on the seed scenario: the first time, and the median of many by a worker that is warm. */
function seedInWorker(page, worker, question) {
  return page.evaluate(
    ([path, asked]) =>
      new Promise((done, fail) => {
        const asking = new Worker(path, { type: 'module' });
        const taken = [];
        let from = 0;
        const ask = () => {
          from = performance.now();
          asking.postMessage(asked);
        };
        asking.onerror = ({ message }) => fail(new Error(message));
        asking.onmessage = ({ data }) => {
          if (data.kind !== 'conclusion') return;
          taken.push(performance.now() - from);
          if (taken.length < 40) ask();
          else done(taken);
        };
        ask();
      }),
    [worker, question],
  );
}

/** What SPIN does with the same model on one core: milliseconds to generate and compile, and to go through all states. */
function spin(model) {
  const cwd = mkdtempSync(join(tmpdir(), 'release-graph-bench-'));
  const run = (command, ...args) => {
    const begun = performance.now();
    const { status, stdout, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
    if (error || status !== 0) throw new Error(`${command} ended with ${error ?? status}`);
    return { ms: performance.now() - begun, stdout };
  };
  try {
    writeFileSync(join(cwd, 'model.pml'), model);
    const options = /gcc (.*) -o pan/.exec(model)?.[1]?.split(' ') ?? [];
    const made =
      run('spin', '-a', 'model.pml').ms + run('gcc', ...options, '-O2', '-w', '-o', 'pan', 'pan.c').ms;
    const { ms, stdout } = run('./pan', '-c0', '-m1000000', '-w22');
    return { made, ms, states: Number(/(\d+) states, stored/.exec(stdout)?.[1]) };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The same scenarios for SPIN, where it is installed. */
function besideSpin({ Exploration, startOf, parseText, SEED, designOf, promelaOf }) {
  if (spawnSync('spin', ['-V']).error || spawnSync('gcc', ['--version']).error) return null;
  const rows = {};
  for (const [name, ops] of [
    ['the first scenario', SEED.ops.slice(0, -1)],
    ['20 objects, queues', parseText(queues(20)).scenario.ops],
    ['12 objects, apart', parseText(apart(12)).scenario.ops],
    ['16 objects, apart', parseText(apart(16)).scenario.ops],
  ]) {
    const begun = performance.now();
    const found = new Exploration(startOf(ops, designOf('7.3')));
    found.explore(MOST_STATES);
    const ours = performance.now() - begun;
    const { made, ms, states } = spin(promelaOf(found));
    rows[name] = {
      states,
      'ours ms': Math.round(ours),
      'pan ms': Math.round(ms),
      'thousand states/s, ours': thousand(states, ours),
      'thousand states/s, pan -O2': thousand(states, ms),
      'ours / pan': (ms / ours).toFixed(2),
      'spin and gcc ms': Math.round(made),
      'to the verdict, SPIN / ours': ((made + ms) / ours).toFixed(0),
    };
  }
  return rows;
}

export async function benchExplore() {
  const { runnerImport } = await import('vite');
  const load = async (path) => (await runnerImport(path, { configFile: false, logLevel: 'error' })).module;
  const { Exploration, startOf } = await load('./src/explorer/index.ts');
  const { parseText, SEED } = await load('./src/scenario/index.ts');
  const { designOf } = await load('./src/iommufd/index.ts');
  const { promelaOf } = await load('./src/export/index.ts');

  if (!buildPage()) throw new Error('the page does not build');
  const worker = `assets/${readdirSync(join('dist', 'assets')).find((name) => /^worker-.*\.js$/.test(name))}`;
  const { chromium } = await import('@playwright/test');
  const { preview } = await import('vite');
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args: launchArgs });
  const server = await preview({ preview: { host: '127.0.0.1', port: await freePort(), strictPort: true } });
  const asked = {
    kind: 'orders',
    designs: ['7.3'],
    explains: false,
    lawStates: 0,
    most: { states: MOST_STATES, bytes: 2 ** 32 },
  };
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls.local[0]);
    const rows = {};
    for (const [name, text] of [
      ['queues', queues],
      ['apart', apart],
    ])
      for (const objects of OBJECTS) {
        const { ops } = parseText(text(objects)).scenario;
        const found = new Exploration(startOf(ops, designOf('7.3')));
        const begun = performance.now();
        found.explore(MOST_STATES);
        const ms = performance.now() - begun;
        const { states, transitions, milliseconds } = await inWorker(page, worker, { ...asked, ops });
        if (states !== found.states.count) throw new Error('the worker found other states');
        rows[`${objects} objects, ${name}`] = {
          states,
          transitions,
          'Node ms': Math.round(ms),
          'thousand states/s': thousand(states, ms),
          'thousand transitions/s': thousand(transitions, ms),
          'bytes a state, with edges': Math.round(found.bytes / states),
          'worker ms, with verdict': Math.round(milliseconds),
          'thousand states/s, worker': thousand(states, milliseconds),
        };
      }
    console.log('\nEvery order of a teardown, in Node and in a worker of the browser\n');
    console.table(rows);
    const taken = await seedInWorker(page, worker, { ...asked, ops: SEED.ops.slice(0, -1) });
    console.log('\nFrom an edit to the verdict on the first scenario, in a worker\n');
    console.table({
      'first time, worker started': { ms: taken[0].toFixed(1) },
      'median of those after': { ms: median(taken.slice(10)).toFixed(1) },
    });
    const beside = besideSpin({ Exploration, startOf, parseText, SEED, designOf, promelaOf });
    console.log('\nBeside SPIN on one core, with the model that we write for it\n');
    if (beside) console.table(beside);
    else console.log('left out: spin and gcc are not both installed');
  } finally {
    await browser.close();
    await server.close();
  }
}
