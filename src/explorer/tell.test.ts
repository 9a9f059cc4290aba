import { describe, expect, test } from 'vitest';
import { type DesignName, designOf, MAIN_DESIGNS, type OpName } from '../iommufd/index.ts';
import { formatOp } from '../scenario/index.ts';
import { run } from '../trace/index.ts';
import { TELLING_KINDS, Telling } from './tell.ts';

const QUEUE: readonly OpName[] = TELLING_KINDS.filter(
  (name) => !['vdevice_alloc', 'access_create', 'destroy', 'ioas_unmap'].includes(name),
);

function told(one: DesignName, other: DesignName, depth: number, kinds = QUEUE) {
  const found = new Telling([designOf(one), designOf(other)], { depth, objects: 8, kinds, states: 50_000 });
  found.explore(Number.MAX_SAFE_INTEGER);
  return found;
}

describe('from an empty context', () => {
  test('naive and merged differ in the file count once there is a queue, and in what an exit leaves', () => {
    const { apart } = told('naive', 'merged', 7);
    expect(
      apart.map(({ by, says, ops }) => ({ by, says, last: formatOp(ops.at(-1) as never).split(' ')[0] })),
    ).toEqual([
      {
        by: 'counts',
        says: ['the count of the ctx file is 2', 'the count of the ctx file is 1'],
        last: 'hw_queue_alloc',
      },
      {
        by: 'end',
        says: ['the exit leaves the context behind', 'the exit frees everything'],
        last: 'exit',
      },
    ]);
    expect(apart[0]?.ops).toHaveLength(7);
  });

  test('what is said of a sequence is what runs of it say', () => {
    for (const { by, ops } of told('v6', 'merged', 7).apart) {
      expect(by).toBe('result');
      const [one, other] = (['v6', 'merged'] as const).map(
        (name) => run(ops, designOf(name)).ops.at(-2)?.outcome,
      );
      expect(one).not.toEqual(other);
    }
  });

  test('one operation less would not do', () => {
    expect(told('naive', 'merged', 6)).toMatchObject({ apart: [], isComplete: true });
  });

  test.each(MAIN_DESIGNS)('%s is told apart from itself by nothing', (name) => {
    expect(told(name, name, 6)).toMatchObject({ apart: [], isComplete: true });
  });

  test('an unmap of what a queue reads tells a design apart that lets it happen', () => {
    const kinds = [...QUEUE, 'ioas_unmap'] as const;
    const result = told('no-area-lock', 'merged', 8, kinds).apart.find(({ by }) => by === 'result');
    expect(result?.ops.map(({ name }) => name)).toContain('ioas_unmap');
  });
});
