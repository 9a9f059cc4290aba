import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtCli } from './built.fixture.ts';

const NAMES = [
  'two-queues',
  'bound-vdevice',
  'fault-queue',
  'pins-beside-a-queue',
  'mapping-in-a-child',
  'partial-unmap',
];
const { cli } = builtCli(
  Object.fromEntries(NAMES.map((name) => [`${name}.txt`, readFileSync(`src/cli/cases/${name}.txt`, 'utf8')])),
);

interface Traced {
  readonly errno: string | null;
  readonly contexts: readonly {
    readonly file_count: number;
    readonly tombstones: readonly number[];
    readonly objects: readonly {
      readonly id: number;
      readonly users: number;
      readonly wait: number;
      readonly areas?: readonly {
        readonly iova: string;
        readonly num_accesses: number;
        readonly num_locks: number;
      }[];
    }[];
  }[];
  readonly release?: Record<
    string,
    {
      readonly passes: number;
      readonly order: readonly { readonly pass: number; readonly id: number; readonly via: string }[];
    }
  >;
}

function opsOf(name: string): readonly Traced[] {
  return JSON.parse(cli(['trace', `${name}.txt`]).stdout).ops;
}

/** The only context after an operation, from 1. */
const after = (ops: readonly Traced[], op: number) => ops[op - 1]?.contexts[0];

const objectAfter = (ops: readonly Traced[], op: number, id: number) =>
  after(ops, op)?.objects.find((one) => one.id === id);

const usersAfter = (ops: readonly Traced[], op: number, id: number) => objectAfter(ops, op, id)?.users;

/** The areas of the IOAS 1, each with its num_accesses and num_locks. */
const areasAfter = (ops: readonly Traced[], op: number) =>
  objectAfter(ops, op, 1)?.areas?.map(
    ({ iova, num_accesses, num_locks }) => `${iova} ${num_accesses}/${num_locks}`,
  );

const filesOf = (ops: readonly Traced[], first: number, last: number) =>
  ops.slice(first - 1, last).map(({ contexts }) => contexts[0]?.file_count);

/** What the release destroys, pass by pass; in brackets what goes with the object before. */
function passesIn({ release }: Traced): string {
  const [{ passes, order }] = Object.values(release ?? {}) as [NonNullable<Traced['release']>[string]];
  const all = Array.from({ length: Math.max(...order.map(({ pass }) => pass)) }, (_, i) =>
    order
      .filter(({ pass }) => pass === i + 1)
      .map(({ id, via }) => (via === 'release' ? `${id}` : `(${id})`))
      .join(' '),
  );
  return `${passes}: ${all.join(' | ')}`;
}

test('of two queues the first is used by the second, and five passes take all of it down', () => {
  const ops = opsOf('two-queues');
  expect(filesOf(ops, 1, 14)).toEqual(Array(14).fill(1));
  for (const op of [8, 9, 10, 11, 12, 14]) {
    expect([1, 6, 7].map((id) => usersAfter(ops, op, id))).toEqual([5, 3, 2]);
    expect(areasAfter(ops, op)).toEqual(['0x1000000 2/2']);
  }
  expect(ops.slice(8, 12).map(({ errno }) => errno)).toEqual(Array(4).fill('EBUSY'));
  expect(passesIn(ops[14] as Traced)).toBe('5: 2 (4) (3) 9 (10) | 7 (8) | 6 | 5 | 1');
});

test('a bound device has the vDEVICE and its page table as users, and the ID of the vDEVICE costs a pass', () => {
  const ops = opsOf('bound-vdevice');
  expect([5, 6, 10, 11, 12].map((op) => after(ops, op)?.file_count)).toEqual([1, 3, 3, 2, 0]);
  expect([6, 7, 8].map((op) => usersAfter(ops, op, 7))).toEqual([2, 3, 4]);
  expect([6, 7, 8].map((op) => objectAfter(ops, op, 7)?.wait)).toEqual([1, 2, 2]);
  expect(ops.slice(8, 10).map(({ errno }) => errno)).toEqual(['EEXIST', 'EEXIST']);
  expect(passesIn(ops[11] as Traced)).toBe('4: 2 (4) (3) 6 | 5 | 1');
});

test('a fault queue is used by its file and by each page table, and a vDEVICE leaves its ID behind', () => {
  const ops = opsOf('fault-queue');
  expect([7, 8, 9, 14, 16, 19].map((op) => usersAfter(ops, op, 7))).toEqual([2, 3, 4, 3, 2, 1]);
  expect([6, 7, 13, 14].map((op) => after(ops, op)?.file_count)).toEqual([1, 2, 2, 1]);
  expect([10, 15, 17].map((op) => ops[op - 1]?.errno)).toEqual(['ENOENT', 'EBUSY', 'EBUSY']);
  expect(after(ops, 21)?.tombstones).toEqual([10]);
  expect(passesIn(ops[21] as Traced)).toBe('4: 6 | 5 | 1');
});

test('an unmap over a pinned area asks the access to unpin, then meets the lock of the queue', () => {
  const ops = opsOf('pins-beside-a-queue');
  expect(areasAfter(ops, 11)).toEqual(['0x1000000 1/0', '0x1001000 2/1']);
  expect(areasAfter(ops, 12)).toEqual(['0x1001000 2/1']);
  expect([12, 14, 15, 17].map((op) => ops[op - 1]?.errno)).toEqual(['EBUSY', 'EBUSY', 'ENOENT', 'EBADF']);
  expect([8, 9, 16, 18].map((op) => after(ops, op)?.file_count)).toEqual([1, 2, 1, 0]);
});

test('a mapping that a child inherits holds the file and the vIOMMU once more', () => {
  const ops = opsOf('mapping-in-a-child');
  expect(filesOf(ops, 8, 14)).toEqual([2, 4, 4, 4, 3, 2, 0]);
  expect([8, 9, 10, 11, 12, 13].map((op) => usersAfter(ops, op, 6))).toEqual([3, 4, 3, 3, 3, 2]);
});

test('an unmap that is refused at its second area has removed the first', () => {
  const ops = opsOf('partial-unmap');
  expect(ops[8]?.errno).toBe('EBUSY');
  expect(areasAfter(ops, 8)).toEqual(['0x1000000 0/0', '0x1001000 1/1']);
  expect(areasAfter(ops, 9)).toEqual(['0x1001000 1/1']);
});
