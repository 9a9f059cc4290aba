import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { designOf, type PresetName } from '../iommufd/index.ts';
import { parseText } from '../scenario/index.ts';
import { record, run } from './index.ts';

/** A log of an unmodified kernel, read back; see logs/README.md. */
interface Log {
  readonly log: string;
  readonly ops: readonly LoggedOp[];
  readonly released: readonly (readonly number[])[];
}

interface LoggedOp {
  readonly text: string;
  readonly errno?: string;
  readonly out?: Readonly<Record<string, number>>;
  readonly contexts: readonly string[];
}

interface Counted {
  readonly type: string;
  readonly id: number;
  readonly users: number;
  readonly wait: number;
}

const read = (kernel: string): readonly Log[] =>
  readFileSync(new URL(`./logs/${kernel}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Log);

/** What the emulator does with the operations of a log, in the shape of one. */
function emulate({ log, ops }: Log, design: PresetName): Log {
  const written = ops.map(({ text }) => text);
  const { scenario, lines, problems } = parseText(written.join('\n'));
  expect(problems).toEqual([]);
  const emulated = record(run(scenario.ops, designOf(design)), log, design, lines);
  const released: number[][] = [];
  const done = emulated.ops.map(({ errno, out = {}, contexts, release = {} }, i): LoggedOp => {
    for (const [serial, { order }] of Object.entries(release))
      released[Number(serial) - 1] = order.map(({ id }) => id);
    const known = Object.keys(ops[i]?.out ?? {});
    const ids = Object.entries(out).filter(([label]) => known.includes(label));
    return {
      text: written[i] ?? '',
      ...(errno && { errno }),
      ...(ids.length > 0 && { out: Object.fromEntries(ids) }),
      contexts: contexts.map(({ file_count, released: gone, objects, tombstones }) => {
        const counted = (objects as readonly Counted[]).map(
          ({ type, id, users, wait }) => `${type}:${id}:${users}/${wait}`,
        );
        return gone
          ? 'released'
          : [file_count, ...counted, ...tombstones.map((id) => `tombstone:${id}`)].join(' ');
      }),
    };
  });
  return { log, ops: done, released };
}

describe.each([
  ['7.3.4', '7.3'],
  ['7.3.4-test', '7.3'],
  ['6.12.117', '6.12'],
] as const)('every log of %s', (kernel, design) => {
  test.each(read(kernel).map((log) => [log.log, log] as const))('%s agrees in everything', (_, log) => {
    expect(emulate(log, design)).toEqual(log);
  });
});
