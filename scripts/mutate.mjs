import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allMutants, keyOf } from './mutants.mjs';
import { tools } from './tools.mjs';

const LANES = 2;
const SHARE = 95;
const OUTCOME = 'src/trace/mutation.json';

/** Runs the tests of the engine for some of the mutants. Gives those that are caught, each with the file that did it. */
function tryMutants(mutants, caughtFile, { signal }) {
  writeFileSync(caughtFile, '');
  const args = [tools.vitest, 'run', '--config', 'scripts/mutate.config.mjs', '--reporter=dot', '--silent'];
  const numbers = mutants.map(({ number }) => number);
  const env = { ...process.env, NODE_NO_WARNINGS: '1', MUTANTS: JSON.stringify({ numbers, caughtFile }) };
  return new Promise((done, failed) => {
    const vitest = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'], signal });
    vitest.on('error', failed);
    vitest.on('exit', (code) => {
      if (code !== 0) return failed(new Error('a test fails without any mutant: run npm test first'));
      const lines = readFileSync(caughtFile, 'utf8').split('\n').filter(Boolean);
      done(lines.map((line) => JSON.parse(line)));
    });
  });
}

async function tryAll(mutants) {
  const folder = mkdtempSync(join(tmpdir(), 'release-graph-'));
  const stop = new AbortController();
  try {
    const lanes = Array.from({ length: LANES }, (_, lane) => mutants.filter((_, i) => i % LANES === lane));
    const caught = await Promise.all(
      lanes.map((lane, i) => tryMutants(lane, join(folder, `${i}.jsonl`), stop)),
    );
    return new Map(caught.flat().map(({ number, by }) => [number, by]));
  } finally {
    stop.abort();
    rmSync(folder, { recursive: true, force: true });
  }
}

function say(title, mutants) {
  if (mutants.length > 0) console.log(`\n${title}`);
  for (const { file, fn, snippet, nth } of mutants)
    console.log(JSON.stringify({ file, fn, snippet, ...(nth && { nth }) }));
}

/**
 * Breaks every rule of the engine, one at a time, and counts what the suite notices. Every survivor must be listed
 * with its reason, and nothing else may be.
 */
export async function mutate(args) {
  const mutants = allMutants();
  const caught = await tryAll(mutants);
  const survivors = mutants.filter(({ number }) => !caught.has(number));
  const listed = JSON.parse(readFileSync('scripts/mutants.json', 'utf8'));
  const known = new Set(listed.map(keyOf));
  const alive = new Set(survivors.map(keyOf));
  const unlisted = survivors.filter((one) => !known.has(keyOf(one)));
  const stale = listed.filter((one) => !alive.has(keyOf(one)));

  const recordings = [...caught.values()].filter((by) => by === 'src/trace/conformance.test.ts').length;
  const tests = caught.size - recordings;
  const outcome = { mutants: mutants.length, recordings, tests, survivors: survivors.length };
  const share = (100 * caught.size) / mutants.length;

  say('Survive, and are not in scripts/mutants.json:', unlisted);
  say('Are in scripts/mutants.json, and are caught:', stale);
  console.log(`\n${outcome.mutants} mutants: ${recordings} caught by the recordings, ${tests} by the tests`);
  console.log(`${survivors.length} survive; ${share.toFixed(1)} % are caught (${SHARE} % are asked for)`);
  if (args.includes('--write')) writeFileSync(OUTCOME, `${JSON.stringify(outcome, null, 2)}\n`);
  process.exitCode = unlisted.length + stale.length > 0 || share < SHARE ? 1 : 0;
}
