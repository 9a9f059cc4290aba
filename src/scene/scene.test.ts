import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designOf, MAIN_DESIGNS, type Op } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import { parseText, SEED } from '../scenario/index.ts';
import { type Run, run } from '../trace/index.ts';
import { placesOf, type Scene, sceneOf } from './index.ts';
import { layOut } from './layout.ts';
import { unionOf } from './union.ts';

const SEED_NUMBER = 20261123;

const runsOf = (ops: readonly Op[]): readonly Run[] => MAIN_DESIGNS.map((name) => run(ops, designOf(name)));
const seed = runsOf(SEED.ops);

function overlaps({ nodes }: Scene): string[] {
  return nodes.flatMap((a, i) =>
    nodes.slice(0, i).flatMap((b) => {
      const apartX = Math.abs(a.x - b.x) >= (a.width + b.width) / 2;
      return apartX || Math.abs(a.y - b.y) >= (a.height + b.height) / 2 ? [] : [`${a.key} on ${b.key}`];
    }),
  );
}

/** Operations that build so many objects in one context. */
function manyOps(size: number): readonly Op[] {
  const lines = [
    'open > c',
    'ioas_alloc c > io',
    'mock_domain c pt=io > sd dev hw',
    'hwpt_alloc c dev=dev pt=io nest_parent=1 > hp',
    'ioas_map c ioas=io',
  ];
  for (let i = 0; i < size / 5; i++) {
    lines.push(`viommu_alloc c dev=dev hwpt=hp > v${i}`, `hw_queue_alloc c viommu=v${i} index=0 > q${i}`);
    lines.push(`access_create c ioas=io > a${i}`);
  }
  return parseText(lines.join('\n')).scenario.ops;
}

describe('a scene', () => {
  test('is the same bytes for the same runs', () => {
    expect(JSON.stringify(sceneOf(runsOf(SEED.ops)))).toBe(JSON.stringify(sceneOf(runsOf(SEED.ops))));
  });

  test('has every node of the seed at the same place in naive, v6, 7.3 and all three', () => {
    const all = placesOf(sceneOf(seed));
    for (const one of seed) expect(placesOf(sceneOf([one]))).toEqual(all);
    expect(placesOf(sceneOf(seed.toReversed()))).toEqual(all);
  });

  test('draws the seed with a context and its file as one node, and the three of the cycle in a loop', () => {
    const { nodes, edges } = sceneOf(seed);
    expect(nodes.map(({ key }) => key)).toEqual([
      'c/fd',
      'c/ictx',
      'io/ioas',
      'sd/selftest',
      'sd/device',
      'sd/hwpt_paging',
      'hp/hwpt_paging',
      'vi/viommu',
      'q0/hw_queue',
      'q0/access',
    ]);
    expect(edges.filter(({ loop }) => loop).map(({ id }) => id)).toEqual([
      'c/ictx > q0/hw_queue : xarray',
      'q0/access > c/ictx : access->ictx',
      'q0/hw_queue > q0/access : hw_queue->access',
    ]);
  });

  test(`never lays one node over another, seed ${SEED_NUMBER}`, () => {
    expect(overlaps(sceneOf(seed))).toEqual([]);
    fc.assert(
      fc.property(opsArbitrary(24), (ops) => {
        expect(overlaps(sceneOf(runsOf(ops)))).toEqual([]);
      }),
      { seed: SEED_NUMBER, numRuns: 40 },
    );
  });

  test(`leaves what was there in its place when something comes, seed ${SEED_NUMBER}`, () => {
    fc.assert(
      fc.property(opsArbitrary(16), fc.nat(15), (ops, cut) => {
        const before = placesOf(sceneOf(runsOf(ops.slice(0, cut + 1))));
        const scene = sceneOf(runsOf(ops), before);
        expect(overlaps(scene)).toEqual([]);
        for (const [key, at] of placesOf(scene)) expect(before.get(key) ?? at).toEqual(at);
      }),
      { seed: SEED_NUMBER, numRuns: 40 },
    );
  });

  test('keeps the key of an object when an operation comes in before it', () => {
    const [open, ...rest] = SEED.ops;
    const other: Op = { name: 'ioas_alloc', operands: { ctx: 'c' }, labels: ['io2'] };
    const keys = sceneOf(seed).nodes.map(({ key }) => key);
    const edited = sceneOf(runsOf(open ? [open, other, ...rest] : []));
    expect(edited.nodes.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  });

  test('tells apart the objects of a label that is used again', () => {
    const ops = parseText('open > c\nioas_alloc c > io\ndestroy c id=io\nioas_alloc c > io').scenario.ops;
    expect(sceneOf(runsOf(ops)).nodes.map(({ key }) => key)).toEqual([
      'c/fd',
      'c/ictx',
      'io/ioas',
      'io~2/ioas',
    ]);
  });

  test('puts a pinned node where the user put it', () => {
    const union = unionOf(seed);
    const at = { x: 5, y: 7 };
    expect(layOut(union, placesOf(sceneOf(seed)), new Map([['io/ioas', at]])).get('io/ioas')).toEqual(at);
  });

  test.each([300, 800])('lays out %i objects without overlap', (size) => {
    const scene = sceneOf([run(manyOps(size), designOf('naive'))]);
    expect(scene.nodes.length).toBeGreaterThanOrEqual(size);
    expect(overlaps(scene)).toEqual([]);
  });
});
