import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { promelaOf } from '../src/export/index.ts';
import type { DesignName, Op } from '../src/iommufd/index.ts';
import { distinct, explored } from './explored.ts';
import { CASES } from './scenarios.ts';

const run = promisify(execFile);

/** What SPIN says of a model: what it counts, and which of its assertions fail. */
interface Said {
  readonly states: number;
  readonly transitions: number;
  readonly fails: readonly string[];
}

function read(output: string): Said {
  const count = (what: RegExp) => Number(what.exec(output)?.[1] ?? Number.NaN);
  return {
    states: count(/(\d+) states, stored/),
    transitions: count(/(\d+) transitions/),
    fails: distinct(
      [...output.matchAll(/assertion violated (.*) \(at depth/g)].map(([, what]) => what ?? ''),
    ),
  };
}

/** Has SPIN look at a model, all of it or up to the first failure. */
async function ask(
  text: string,
  ...defined: string[]
): Promise<{ readonly all: Said; readonly first: Said }> {
  const cwd = mkdtempSync(join(tmpdir(), 'release-graph-spin-'));
  try {
    writeFileSync(join(cwd, 'model.pml'), text);
    const options = /gcc (.*) -o pan/.exec(text)?.[1]?.split(' ') ?? [];
    await run('spin', [...defined, '-a', 'model.pml'], { cwd });
    await run('gcc', [...options, '-w', '-o', 'pan', 'pan.c'], { cwd });
    const pan = async (...args: string[]) => read((await run('./pan', ['-w18', ...args], { cwd })).stdout);
    return { all: await pan('-c0'), first: await pan() };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

async function compare(ops: readonly Op[], design: DesignName): Promise<void> {
  const { found, states, calls, fails, failsP2 } = explored(ops, design);
  const text = promelaOf(found);
  const { all, first } = await ask(text);
  const leaks = Number(/calls, (\d+) states in which P1 fails/.exec(text)?.[1] ?? 0);
  expect(all).toEqual({ states, transitions: calls + leaks + 1, fails });
  expect(first.fails).toHaveLength(Math.min(fails.length, 1));
  if (failsP2 === null) return;
  const { all: withoutExit } = await ask(text, '-DP2');
  expect(withoutExit.fails.includes('P1')).toBe(failsP2);
}

describe.skipIf(process.env.WITHOUT_SPIN).concurrent('SPIN and the explorer agree', () => {
  test.each(CASES)('in %s: %s', (design, _, ops) => compare(ops, design));
});
