import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { designOf } from '../iommufd/index.ts';
import type { Cell, Snapshot } from '../machine/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { digestOf } from './digest.ts';
import { run } from './index.ts';
import { QUEUE, runText } from './run.fixture.ts';

const endOf = (text: string, design: 'naive' | 'v6' | 'merged') =>
  runText(text, design).frames.at(-1)?.state ?? [];

const STATES: readonly [string, Snapshot][] = [
  ['a leak', endOf(`${QUEUE}\nclose c`, 'naive')],
  ['a release', endOf(`${QUEUE}\nclose c`, 'merged')],
  [
    'files, mappings and a child',
    endOf(
      `${QUEUE}\nveventq_alloc c viommu=vi > v vf\nviommu_alloc c dev=dev hwpt=hp data=1 > mi\nmmap c viommu=mi > m\nfork > f`,
      'v6',
    ),
  ],
];

/** The same value with one leaf changed, for each of its leaves in turn. */
function* changed(value: unknown): Generator<unknown> {
  if (typeof value === 'number') yield value + 1;
  else if (typeof value === 'bigint') yield value + 1n;
  else if (typeof value === 'boolean') yield !value;
  else if (typeof value === 'string') yield `${value}'`;
  else if (Array.isArray(value)) {
    yield [...value, 0];
    for (const [i, one] of value.entries()) for (const other of changed(one)) yield value.with(i, other);
  } else if (value && typeof value === 'object')
    for (const [key, one] of Object.entries(value))
      for (const other of changed(one)) yield { ...value, [key]: other };
}

/** The fields that the sources declare as addresses. */
const DECLARED = new Set(
  [
    'iommufd/objects.ts',
    'machine/file.ts',
    'machine/task.ts',
    'machine/machine.ts',
    'machine/xarray.ts',
  ].flatMap((path) => {
    const source = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
    return [...source.matchAll(/readonly (\w+): (?:readonly )?Address\b/g)].map(([, name]) => name);
  }),
);

/** A value as it would be if everything stood one address further on. */
function moved(value: unknown, isAddress = false): unknown {
  if (typeof value === 'number') return isAddress && value > 0 ? value + 1 : value;
  if (Array.isArray(value)) return value.map((one) => moved(one, isAddress));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.replace(/^\d+(?=\.)/, (address) => String(Number(address) + 1)),
      moved(one, DECLARED.has(key)),
    ]),
  );
}

test('no field that is declared as an address is written as a number', () => {
  const pointers = Object.fromEntries([...DECLARED].map((name) => [name, 1]));
  const [nothing, cell, hole] = ['NULL', 'cell', 'hole'].map((kind) => ({ kind, freed: true })) as [
    Cell,
    Cell,
    Cell,
  ];
  const [here, further] = [
    { ...cell, ...pointers },
    { ...cell, ...(moved(pointers) as object) },
  ];
  expect(DECLARED.size).toBeGreaterThan(20);
  expect(digestOf([nothing, hole, further])).toBe(digestOf([nothing, here, hole]));
});

test('the same run has the same digest', () => {
  for (const { scenario } of LIBRARY) {
    const [one, other] = [0, 1].map(() => run(scenario.ops, designOf(scenario.design)).frames.at(-1)?.state);
    expect(digestOf(one ?? [])).toBe(digestOf(other ?? []));
  }
});

describe.each(STATES)('the digest of %s', (_, state) => {
  const digest = digestOf(state);

  test('has eight digits and small letters', () => expect(digest).toMatch(/^[0-9a-z]{8}$/));

  test('is another if any field of any cell is', () => {
    const seen = new Set([digest]);
    let count = 1;
    for (const [address, cell] of state.entries())
      for (const other of changed(cell)) {
        seen.add(digestOf(state.with(address, other as Cell)));
        count++;
      }
    expect(count).toBeGreaterThan(100);
    expect(seen.size).toBe(count);
  });

  test('is another if a cell more was ever there, or one less', () => {
    expect(digestOf([...state, { kind: 'ioas', freed: true }])).not.toBe(digest);
    expect(digestOf(state.slice(0, -1))).not.toBe(digest);
  });

  test('says nothing of addresses', () => {
    const hole = { kind: 'hole', freed: true };
    const [nothing, ...cells] = state as readonly [Cell, ...Cell[]];
    const further = [nothing, hole, ...cells.map((cell) => moved(cell) as Cell)];
    expect(digestOf(further)).toBe(digestOf([...state, hole]));
  });
});
