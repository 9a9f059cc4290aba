import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designOf, MAIN_DESIGNS, type Op } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import { parseText, SEED } from '../scenario/index.ts';
import { keepLedgers, type Run, run } from '../trace/index.ts';
import { drawnNodes, moveNode, type Places, pictureAt, placesOf, type Scene, sceneOf } from './index.ts';
import { tenancyOf } from './layout/seats.ts';

const SEED_NUMBER = 20261123;

const runsOf = (ops: readonly Op[]): readonly Run[] => MAIN_DESIGNS.map((name) => run(ops, designOf(name)));
const seed = runsOf(SEED.ops);

/** Nodes that are in each other's way; who shares a seat is in one place, not in a way. */
function overlaps({ nodes }: Scene, runs: readonly Run[] = []): string[] {
  const tenancy = tenancyOf(runs, nodes);
  return nodes.flatMap((a, i) =>
    nodes.slice(0, i).flatMap((b) => {
      if (tenancy.get(a.key) === tenancy.get(b.key) && a.x === b.x && a.y === b.y) return [];
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
        const runs = runsOf(ops);
        expect(overlaps(sceneOf(runs), runs)).toEqual([]);
      }),
      { seed: SEED_NUMBER, numRuns: 40 },
    );
  });

  test(`leaves what was there in its place when something comes, seed ${SEED_NUMBER}`, () => {
    fc.assert(
      fc.property(opsArbitrary(16), fc.nat(15), (ops, cut) => {
        const before = placesOf(sceneOf(runsOf(ops.slice(0, cut + 1))));
        const runs = runsOf(ops);
        const scene = sceneOf(runs, before);
        expect(overlaps(scene, runs)).toEqual([]);
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

  test('puts a node where the user put it, and moves no other', () => {
    const before = sceneOf(seed);
    const at = { x: 5, y: 7 };
    const moved = placesOf(moveNode(before, 'io/ioas', at));
    expect(moved).toEqual(new Map([...placesOf(before), ['io/ioas', at]]));
    expect(placesOf(sceneOf(seed, moved))).toEqual(moved);
  });

  test('laid out afresh after an edit is moved as a whole to where known nodes move least', () => {
    const far = new Map([...placesOf(sceneOf(seed))].map(([key, { x, y }]) => [key, { x: x + 1000, y }]));
    expect(placesOf(sceneOf(seed, far, false))).toEqual(far);
    const fewer = runsOf(SEED.ops.slice(0, 4));
    const shape = (places: Places, [first] = [...places.values()]) =>
      [...places.values()].map(({ x, y }) => [x - (first?.x ?? 0), y - (first?.y ?? 0)]);
    expect(shape(placesOf(sceneOf(fewer, far, false)))).toEqual(shape(placesOf(sceneOf(fewer))));
  });

  test('gives one seat to objects whose lives do not overlap, two when they do', () => {
    const lines = 'open > c\nioas_alloc c > a\ndestroy c a\nioas_alloc c > b';
    const places = (text: string) => {
      const all = placesOf(sceneOf(runsOf(parseText(text).scenario.ops)));
      return [all.get('a/ioas'), all.get('b/ioas')];
    };
    const [a, b] = places(lines);
    expect(a).toEqual(b);
    const [c, d] = places(lines.replace('destroy c a\n', ''));
    expect(c).not.toEqual(d);
    const known = placesOf(sceneOf(runsOf(parseText(lines).scenario.ops)));
    const edited = runsOf(parseText(lines.replace('destroy c a\n', '')).scenario.ops);
    expect(overlaps(sceneOf(edited, known))).toEqual([]);
  });

  test('shows of a seat who lives there, or else the ghost that was there last', () => {
    const text = 'open > c\nioas_alloc c > a\ndestroy c a\nioas_alloc c > b\ndestroy c b';
    const found = run(parseText(text).scenario.ops, designOf('7.3'));
    const scene = sceneOf([found]);
    const ledgers = keepLedgers(found);
    const seen = found.frames.map((_, frame) =>
      drawnNodes(scene, pictureAt(scene, found, ledgers, frame))
        .filter(({ kind }) => kind === 'ioas')
        .map(({ label, status }) => `${label} ${status}`)
        .join(' and '),
    );
    expect([...new Set(seen)]).toEqual([
      '',
      'a new',
      'a alive',
      'a dying',
      'a freed',
      'b new',
      'b alive',
      'b dying',
      'b freed',
    ]);
  });

  test.each([300, 800])('lays out %i objects without overlap', (size) => {
    const scene = sceneOf([run(manyOps(size), designOf('naive'))]);
    expect(scene.nodes.length).toBeGreaterThanOrEqual(size);
    expect(overlaps(scene)).toEqual([]);
  });
});
