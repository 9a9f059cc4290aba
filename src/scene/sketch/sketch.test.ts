import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sketchPicture } from '../drawing/sketch.ts';
import { type Sketch, sketchOf } from './sketch.ts';

const SEED = 20261129;

const WIDTH = 340;

const graphs = fc
  .uniqueArray(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 24, selector: String })
  .map((ends) => ends.map(([from, to]) => ({ from: `thing ${from}`, to: `thing ${to}`, verb: 'holds' })));

/** Pairs of names whose boxes touch. */
const touching = ({ nodes }: Sketch) =>
  nodes.flatMap((a, i) =>
    nodes
      .slice(i + 1)
      .filter(
        (b) =>
          Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2,
      )
      .map((b) => [a.key, b.key]),
  );

test(`each name and each reference is drawn once, and no two boxes touch, seed ${SEED}`, () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const sketch = sketchOf(edges, WIDTH);
      const names = new Set(edges.flatMap(({ from, to }) => [from, to]));
      expect(sketch.nodes.map(({ key }) => key).sort()).toEqual([...names].sort());
      const ends = ({ from, to }: { readonly from: string; readonly to: string }) => `${from} ${to}`;
      expect(sketch.edges.map(ends).sort()).toEqual(edges.map(ends).sort());
      expect(touching(sketch)).toEqual([]);
      expect(JSON.stringify(sketch)).not.toMatch(/NaN|null/);
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('where nothing leads back, each arrow leads down', () => {
  const edges = ['a b', 'a c', 'b d', 'c d', 'a d'].map((ends) => {
    const [from = '', to = ''] = ends.split(' ');
    return { from, to, verb: '' };
  });
  const { nodes } = sketchOf(edges, WIDTH);
  const y = (key: string) => nodes.find((node) => node.key === key)?.y ?? Number.NaN;
  for (const { from, to } of edges) expect(y(from)).toBeLessThan(y(to));
});

const RING = ['a', 'b', 'c'];
const ringed = RING.map((from, i) => ({ from, to: RING[(i + 1) % 3] as string, verb: 'holds' }));

test('the references of a cycle are marked and numbered as it is drawn, and no other is', () => {
  const marks = JSON.stringify(sketchPicture([...ringed, { from: 'c', to: 'd', verb: '' }], [RING], WIDTH));
  expect(
    marks.match(
      /"className":"edge","data-shape":"line","data-role":"","data-status":"held","data-cycle":true/g,
    ),
  ).toHaveLength(3);
  expect(marks.match(/"className":"line"/g)).toHaveLength(4);
  expect(marks.match(/"className":"badge"/g)).toHaveLength(3);
  expect(marks.match(/"className":"halo"/g)).toHaveLength(1);
});

test('as many references as a picture can show are drawn in time, and more are not drawn', () => {
  const edges = Array.from({ length: 81 }, (_, i) => ({
    from: `n${i % 40}`,
    to: `n${(i * 7 + 3) % 40}`,
    verb: `v${i}`,
  }));
  expect(sketchPicture(edges.slice(0, 40), [], WIDTH)).not.toBeNull();
  expect(sketchPicture(edges, [], WIDTH)).toBeNull();
  const chain = Array.from({ length: 41 }, (_, i) => ({ from: `n${i}`, to: `n${i + 1}`, verb: '' }));
  expect(sketchPicture(chain, [], WIDTH)).toBeNull();
});
