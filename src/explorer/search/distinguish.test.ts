import { describe, expect, test } from 'vitest';
import { type DesignName, designOf, EXIT, MAIN_DESIGNS, type Op, type OpName } from '../../iommufd/index.ts';
import { formatOp, parseText } from '../../scenario/index.ts';
import { run } from '../../trace/index.ts';
import { type Bounds, Distinguishing } from './distinguish.ts';
import { DIFFERENCE_KINDS } from './seen.ts';

const QUEUE: readonly OpName[] = [
  'open',
  'ioas_alloc',
  'ioas_map',
  'mock_domain',
  'hwpt_alloc',
  'viommu_alloc',
  'hw_queue_alloc',
  'close',
];

/** A queue over one page and, beside it, an external access that could pin another. */
const TWO_RANGES = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0
ioas_map c ioas=io iova=0x1002000
access_create c ioas=io > acc
pin c access=acc iova=0x1002000 > p`;

const firstOf = (count: number): readonly Op[] => parseText(TWO_RANGES).scenario.ops.slice(0, count);

function searched(
  one: DesignName,
  other: DesignName,
  bounds: Partial<Bounds> & { depth: number },
  before: readonly Op[] = [],
): Distinguishing {
  const designs = [designOf(one), designOf(other)] as const;
  const found = new Distinguishing(designs, { objects: 8, states: 50_000, ...bounds }, before);
  found.explore(Number.MAX_SAFE_INTEGER);
  return found;
}

const fromEmpty = (one: DesignName, other: DesignName, depth: number, kinds = QUEUE) =>
  searched(one, other, { depth, kinds });

const kindsOf = ({ differences }: Distinguishing) => differences.map(({ by }) => by);

describe('from an empty context', () => {
  test('naive and 7.3 differ in the file count once there is a queue, and in what an exit leaves', () => {
    const { differences } = fromEmpty('naive', '7.3', 7);
    expect(
      differences.map(({ by, says, ops }) => ({ by, says, last: formatOp(ops.at(-1) as Op).split(' ')[0] })),
    ).toEqual([
      {
        by: 'counts',
        says: ['context 1 has file count 2', 'context 1 has file count 1'],
        last: 'hw_queue_alloc',
      },
      {
        by: 'verdict',
        says: ['the exit leaves the context behind', 'the exit frees everything'],
        last: 'exit',
      },
    ]);
    expect(differences[0]?.ops).toHaveLength(7);
  });

  test('that IDs differ hides no other difference, and is said last', () => {
    const found = fromEmpty('v6', '7.3', 7);
    expect(kindsOf(found)).toEqual(['counts', 'IDs']);
    expect(found.differences.map(({ says }) => says)).toEqual([
      [
        'the mapping at 0x1000000 of io has num_accesses 1, num_locks 0',
        'the mapping at 0x1000000 of io has num_accesses 1, num_locks 1',
      ],
      ['q0 is 8', 'q0 is 7'],
    ]);
    const [one, other] = (['v6', '7.3'] as const).map(
      (name) => run(found.differences[1]?.ops ?? [], designOf(name)).ops.at(-2)?.outcome.labels.q0,
    );
    expect([one, other]).toEqual([8, 7]);
  });

  test('one operation less would not do', () => {
    const found = fromEmpty('naive', '7.3', 6);
    expect(found.differences).toEqual([]);
    expect(found.isComplete).toBe(true);
  });

  test.each(MAIN_DESIGNS)('nothing distinguishes %s from itself', (name) => {
    const found = fromEmpty(name, name, 6);
    expect(found.differences).toEqual([]);
    expect(found.isComplete).toBe(true);
  });

  test('an unmap of what a queue reads distinguishes a design that lets it happen', () => {
    const { differences } = fromEmpty('no-area-lock', '7.3', 8, [...QUEUE, 'ioas_unmap']);
    const result = differences.find(({ by }) => by === 'result');
    expect(result?.ops.map(({ name }) => name)).toContain('ioas_unmap');
  });

  test('two of a kind are tried too, after one of each', () => {
    const kinds: readonly OpName[] = ['open', 'ioas_alloc', 'destroy'];
    const states = (depth: number, each = Number.POSITIVE_INFINITY) =>
      searched('naive', '7.3', { depth, kinds, each }).states;
    // Nothing, a context, an address space in it: twice. Then a second one, and either of two as 1 or 2 is left.
    expect(states(3, 1)).toBe(6);
    expect(states(3)).toBe(7);
    expect(states(4)).toBe(9);
  });

  test('a bound of states that is met leaves it open whether there is a difference', () => {
    const found = searched('naive', '7.3', { depth: 7, kinds: QUEUE, states: 5 });
    expect(found.differences).toEqual([]);
    expect([found.isDone, found.isComplete]).toEqual([true, false]);
  });
});

describe('from a beginning', () => {
  test('the put that 6.17 forgets shows two operations after the first nine', () => {
    const found = searched('6.17', '7.3', { depth: 2, ranges: 2 }, firstOf(9));
    expect(kindsOf(found)).toEqual(['counts', 'log', 'verdict']);
    const [counts, log] = found.differences;
    expect(counts?.ops.slice(9).map(formatOp)).toEqual([
      'pin c access=acc iova=0x1002000 > pn',
      'ioas_unmap c ioas=io iova=0x1002000',
    ]);
    expect(counts?.says).toEqual([
      'the access of q0 has users 3, wait_cnt 2',
      'the access of q0 has users 2, wait_cnt 1',
    ]);
    expect(log?.says[0]).toContain('Time out waiting for iommufd object to become free');
  });

  test('one operation more is enough after the first ten, and none before the pin', () => {
    expect(kindsOf(searched('6.17', '7.3', { depth: 1, ranges: 2 }, firstOf(10)))).toContain('counts');
    const before = searched('6.17', '7.3', { depth: 1, ranges: 2 }, firstOf(9));
    expect([before.differences, before.isComplete]).toEqual([[], true]);
  });

  test('v6 refuses the unmap of another range, whatever their IDs', () => {
    const found = searched('v6', '7.3', { depth: 1, ranges: 2 }, firstOf(10));
    expect(kindsOf(found)).toEqual(['result', 'counts', 'IDs']);
    expect(found.differences[0]?.says).toEqual([
      'ioas_unmap returns EBUSY',
      'ioas_unmap returns 0 and unmaps 4096 bytes',
    ]);
  });

  test('what differs there already is said of the beginning alone', () => {
    const [counts] = searched('naive', '7.3', { depth: 1 }, firstOf(7)).differences;
    expect(counts?.ops).toEqual(firstOf(7));
  });

  test('what the beginning has is used: its pins, its mappings, its accesses', () => {
    const mapped = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
viommu_alloc c dev=dev hwpt=hp data=1 > vi`;
    const { reach } = searched('7.3', '7.3', { depth: 1 }, parseText(mapped).scenario.ops);
    expect(reach.kinds).toEqual(expect.arrayContaining(['mmap', 'munmap', 'mock_replace', 'veventq_alloc']));
    expect(reach.kinds).not.toContain('access_replace');
    const pinned = searched('7.3', '7.3', { depth: 1 }, firstOf(10)).reach.kinds;
    expect(pinned).toEqual(expect.arrayContaining(['unpin', 'access_replace', 'access_rw']));
    expect(pinned).not.toContain('fork');
  });

  test('after the end of the process nothing is tried', () => {
    const found = searched('naive', 'v6', { depth: 3 }, [...firstOf(2), EXIT]);
    expect([found.transitions, found.differences, found.isComplete]).toEqual([0, [], true]);
  });

  test('a pair of states is where the runs of the same operations are', () => {
    for (const { ops, says } of searched('6.17', '7.3', { depth: 2, ranges: 2 }, firstOf(9)).differences) {
      const reports = (['6.17', '7.3'] as const).map((name) =>
        JSON.stringify(run(ops, designOf(name)).frames.map(({ step }) => step?.effect)),
      );
      expect(reports[0]).not.toEqual(reports[1]);
      expect(says[0]).not.toEqual(says[1]);
    }
  });
});

test('every kind of difference has its place, IDs last', () => {
  expect(DIFFERENCE_KINDS.at(-1)).toBe('IDs');
});
