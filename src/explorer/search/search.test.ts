import { describe, expect, test } from 'vitest';
import { type DesignName, designOf, type OpName } from '../../iommufd/index.ts';
import { formatOp } from '../../scenario/index.ts';
import { judge, keepLedgers, run } from '../../trace/index.ts';
import { KINDS } from './reach.ts';
import { Search } from './search.ts';

function searched(
  design: DesignName,
  depth: number,
  kinds: readonly OpName[] = KINDS,
  states = 50_000,
): Search {
  const found = new Search(designOf(design), { depth, objects: 9, kinds, states });
  found.explore(Number.MAX_SAFE_INTEGER);
  return found;
}

/** What it takes to make a queue, and to take things down. */
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

describe('from an empty context', () => {
  test('the cycle of naive is found without being told: seven operations make a queue, and the exit leaks it', () => {
    const { broken } = searched('naive', 7, QUEUE);
    expect(broken.map(({ property }) => property)).toEqual(['P1']);
    expect(broken[0]?.ops.map(({ name }) => name)).toEqual([
      'open',
      'ioas_alloc',
      'ioas_map',
      'mock_domain',
      'hwpt_alloc',
      'viommu_alloc',
      'hw_queue_alloc',
      'exit',
    ]);
  });

  test('in 7.3 nothing within the same reach goes wrong', () => {
    const { broken, isComplete } = searched('7.3', 7, QUEUE);
    expect({ broken, isComplete }).toEqual({ broken: [], isComplete: true });
  });

  test.each([
    ['macro', 'hw_queue_alloc'],
    ['vdevice-uncounted', 'vdevice_alloc'],
  ] as const)(
    'in %s, with %s, what is found is a scenario whose run says the same, and one operation less would not do',
    (design, last) => {
      const kinds: readonly OpName[] = [...QUEUE.filter((name) => name !== 'hw_queue_alloc'), last];
      const found = searched(design, 7, kinds);
      expect(found.broken).not.toEqual([]);
      for (const { property, ops } of found.broken) {
        const whole = run(ops, designOf(design));
        const names = judge(whole, keepLedgers(whole)).findings.map(({ name }) => name);
        const wanted = {
          P1: ['LEAK'],
          P3: ['UAF', 'BAD PUT'],
          P4: ['WARN', 'NO PROGRESS'],
          P5: ['HANG'],
        } as const;
        expect(
          names.some((name) => (wanted[property as keyof typeof wanted] as readonly string[]).includes(name)),
        ).toBe(true);
        const shorter = searched(design, ops.length - 2, kinds);
        expect(shorter.broken.map((one) => one.property)).not.toContain(property);
      }
    },
  );

  test('states that differ only in where things are in memory are one', () => {
    const { states } = searched('7.3', 3, ['open', 'ioas_alloc', 'destroy']);
    // Nothing, a context, one or two address spaces in it; after a DESTROY the context is as it was.
    expect(states).toBe(4);
  });

  test('a bound that is met is no proof', () => {
    const { isComplete } = searched('7.3', 7, KINDS, 100);
    expect(isComplete).toBe(false);
  });

  test('labels are fresh, so that what is found can be read', () => {
    const [found] = searched('naive', 7, QUEUE).broken;
    expect(found?.ops.map(formatOp)).toContain('hwpt_alloc c dev=dev pt=io nest_parent=1 > hp');
  });
});
