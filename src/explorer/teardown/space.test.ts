import { expect, test } from 'vitest';
import { type DesignName, designOf } from '../../iommufd/index.ts';
import { SEED } from '../../scenario/index.ts';
import { Exploration } from './explore.ts';
import { FATES, spaceOf, wayIn } from './space.ts';
import { startOf } from './start.ts';

function spaceIn(design: DesignName) {
  const found = new Exploration(startOf(SEED.ops.slice(0, -1), designOf(design)));
  found.explore(10_000);
  return { found, space: spaceOf(found) };
}

test.each(['naive', '7.3'] as const)(
  'in %s each state is one step below the one that it was met from',
  (design) => {
    const { found, space } = spaceIn(design);
    expect(space.layers.length).toBe(found.states.count);
    for (let state = 0; state < space.layers.length; state++) {
      expect(wayIn(space, state)).toEqual(found.pathTo(state).map(({ op }) => op));
      expect(wayIn(space, state)).toHaveLength(space.layers[state] as number);
    }
    // A call takes things down: no way leads more than one layer on.
    for (let i = 0; i < space.edges.length; i += 2) {
      const [from, to] = [space.edges[i] as number, space.edges[i + 1] as number];
      expect(from).not.toBe(to);
      expect(space.layers[to]).toBeLessThanOrEqual((space.layers[from] as number) + 1);
    }
  },
);

test.each(['naive', '7.3'] as const)(
  'in %s each way has its call, and the shortest ways are among them',
  (design) => {
    const { found, space } = spaceIn(design);
    const { first, to, action } = found.edges;
    expect(space.through).toHaveLength(space.edges.length / 2);
    for (const [i, call] of space.through.entries()) {
      const [from, next] = [space.edges[2 * i] as number, space.edges[2 * i + 1] as number];
      const calls: number[] = [];
      for (let edge = first[from] as number; edge < (first[from + 1] as number); edge++)
        if (to[edge] === next) calls.push(action[edge] as number);
      expect(calls).toContain(call);
      if (space.parents[next] === from) expect(calls).toContain(space.calls[next]);
    }
  },
);

test('the path of naive leads from the start to where the leak has happened; 7.3 has none, and an end that is freed', () => {
  const { space } = spaceIn('naive');
  expect(space.path).toHaveLength(2);
  expect(FATES[space.fates[space.path[1] as number] as number]).toBe('LEAK');
  const merged = spaceIn('7.3').space;
  expect(merged.path).toEqual([0]);
  expect([...merged.fates].map((fate) => FATES[fate])).toContain('FREED');
});
