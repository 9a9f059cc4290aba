import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, type DesignName, designOf } from '../iommufd/index.ts';
import type { Cell, Snapshot } from '../machine/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { canonicalOf, digestOf, POINTER_FIELDS } from './digest.ts';
import { run } from './index.ts';
import { QUEUE, runText } from './run/run.fixture.ts';

/** Objects of every kind, a mapping, a child, an ioctl in flight and an operation that waits for it. */
const EVERYTHING = `${QUEUE}
access_create c ioas=io > acc
pin c access=acc > pn
veventq_alloc c viommu=vi > v vf
fault_alloc c > f ff
vdevice_alloc c viommu=vi dev=dev > vd
viommu_alloc c dev=dev hwpt=hp data=1 > mi
hwpt_alloc c dev=dev pt=vi nested=1 fault=f > n
hw_queue_alloc c viommu=vi index=1 > q1
vfio_bind c > idev vfd
vfio_attach c vfio=vfd pt=io
mmap c viommu=mi > m
fork > p
hold c io slot=0
hold c dev slot=1
bg destroy c sd`;

const endOf = (text: string, design: 'naive' | 'v6' | '7.3') =>
  runText(text, design).frames.at(-1)?.state ?? [];

const STATES: readonly [string, Snapshot][] = [
  ['a leak', endOf(`${QUEUE}\nclose c`, 'naive')],
  ['a release', endOf(`${QUEUE}\nclose c`, '7.3')],
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

/** A value as it would be if everything stood one address further on. */
function moved(value: unknown, isAddress = false): unknown {
  if (typeof value === 'number') return isAddress && value > 0 ? value + 1 : value;
  if (Array.isArray(value)) return value.map((one) => moved(one, isAddress));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.replace(/^\d+(?=\.)/, (address) => String(Number(address) + 1)),
      moved(one, POINTER_FIELDS.has(key)),
    ]),
  );
}

const ADDING = DESIGN_NAMES.flatMap((base): DesignName[] => [
  base,
  `more: ${base}, with viommu->hwpt_paging`,
  `more: ${base}, with hw_queue->ictx, with access->ioas, with device->ictx, with vdevice->hwpt_paging`,
]);

test.each(ADDING)(
  'in %s what was made and destroyed before leaves no mark on the canonical state',
  (design) => {
    const [open, ...more] = EVERYTHING.split('\n');
    const ends = [
      `${open}\n${more.join('\n')}`,
      `${open}\nioas_alloc c > gone\ndestroy c gone\n${more.join('\n')}`,
    ];
    const [one, other] = ends.map((text) => canonicalOf(runText(text, design).frames.at(-1)?.state ?? []));
    expect(other).toBe(one);
  },
);

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
