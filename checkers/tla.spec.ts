import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { tlaOf } from '../src/export/index.ts';
import type { DesignName, Op } from '../src/iommufd/index.ts';
import { distinct, explored, OF_CALLS } from './explored.ts';
import { CASES } from './scenarios.ts';

const run = promisify(execFile);

/** What TLC says of a module, whatever fails: how many states it generates, how many differ, and what is violated. */
async function ask(text: string, checked: readonly string[]): Promise<readonly [number, number, string[]]> {
  const cwd = mkdtempSync(join(tmpdir(), 'release-graph-tlc-'));
  try {
    writeFileSync(join(cwd, 'Teardown.tla'), text);
    writeFileSync(join(cwd, 'Teardown.cfg'), ['SPECIFICATION Spec', 'VIEW View', ...checked].join('\n'));
    const classes = ['-Xss64m', '-cp', process.env.TLA2TOOLS ?? ''];
    const args = [...classes, 'tlc2.TLC', '-deadlock', '-continue', 'Teardown'];
    // It ends with another status than 0 where something is violated.
    const { stdout } = await run('java', args, { cwd, maxBuffer: 2 ** 30 }).catch((error) => error);
    const [, generated, different] = /^(\d+) states generated, (\d+) distinct/m.exec(stdout) ?? [];
    const violated = stdout.matchAll(/(?:Invariant|property) (P\d) is violated/g);
    return [Number(generated), Number(different), distinct([...violated].map(([, name]) => name))];
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

async function compare(ops: readonly Op[], design: DesignName): Promise<void> {
  const { found, states, calls, fails } = explored(ops, design);
  const text = tlaOf(found);
  expect(await ask(text, ['INVARIANT P1'])).toEqual([
    calls + 1,
    states,
    fails.filter((property) => property === 'P1'),
  ]);
  // Of all that one call violates TLC names the first: where something is violated each is asked for alone.
  const asked = fails.some((property) => OF_CALLS.includes(property)) ? OF_CALLS : [OF_CALLS.join(' ')];
  const violated: string[] = [];
  for (const properties of asked) violated.push(...(await ask(text, [`PROPERTIES ${properties}`]))[2]);
  expect(violated).toEqual(fails.filter((property) => OF_CALLS.includes(property)));
}

describe.concurrent('TLC and the explorer agree', () => {
  test.each(CASES)('in %s: %s', (design, _, ops) => compare(ops, design));
});
