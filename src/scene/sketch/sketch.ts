import type { Size } from '../kinds.ts';
import { orderRows } from '../layout/order.ts';
import type { Point } from '../layout/relax.ts';
import { type Curve, headAt, pathOf, pointAt } from '../routes/curve.ts';
import { type Line, linesOf, rowsOf, type Sketched } from './sketch_rows.ts';

/** A box of a sketch with its place. */
export interface SketchNode extends Point, Size {
  readonly key: string;
}

/** An arrow of a sketch: its path, its head, and the place of its name. */
export interface SketchEdge extends Sketched {
  readonly id: string;
  readonly path: string;
  readonly head: string;
  /** Where its name stands. */
  readonly label: Point;
}

/** Where the names and references of a drawing go: row by row, as lines that lead down. */
export interface Sketch {
  readonly nodes: readonly SketchNode[];
  readonly edges: readonly SketchEdge[];
}

const CHAR = 7.25;
const PAD = 12;
const HEIGHT = 32;
const ROW = 84;
const GAP = 26;
const PORT = 18;
const SWEEPS = 8;

/** How far what holds itself leads out. */
const LOOP = 34;

/** What stands in a row: a name, or the passage of a line that goes further down. */
interface Seat extends Point {
  readonly size: number;
}

/** Places near those that are wanted, in their order and apart from each other, within the width if that has room. */
function settled(wanted: readonly number[], sizes: readonly number[], width: number): readonly number[] {
  const apart = (i: number) => ((sizes[i - 1] ?? 0) + (sizes[i] ?? 0)) / 2;
  const half = (i: number) => (width - (sizes[i] ?? 0)) / 2;
  const places = wanted.map((x, i) => Math.max(Math.min(x, half(i)), -half(i)));
  for (let i = 1; i < places.length; i++)
    places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + apart(i));
  const last = places.length - 1;
  places[last] = Math.min(places[last] ?? 0, Math.max(half(last), 0));
  for (let i = last; i > 0; i--) places[i - 1] = Math.min(places[i - 1] ?? 0, (places[i] ?? 0) - apart(i));
  return places;
}

/** Seats for all of some rows, near what each is linked with. */
function seatsOf(
  rows: readonly (readonly string[])[],
  links: readonly (readonly [string, string])[],
  sizeOf: (key: string) => number,
  width: number,
): ReadonlyMap<string, Seat> {
  const seats = new Map<string, Seat>();
  const near = new Map<string, string[]>();
  for (const [a, b] of [...links, ...links.map(([a, b]) => [b, a] as const)])
    near.set(a, [...(near.get(a) ?? []), b]);
  const place = (row: readonly string[], y: number, wanted: (key: string) => number) => {
    const sizes = row.map(sizeOf);
    const places = settled(row.map(wanted), sizes, width);
    for (const [i, key] of row.entries()) seats.set(key, { x: places[i] ?? 0, y, size: sizes[i] ?? 0 });
  };
  const mean = (key: string) => {
    const around = (near.get(key) ?? []).flatMap((one) => seats.get(one)?.x ?? []);
    return around.reduce((sum, x) => sum + x, 0) / (around.length || 1);
  };
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const i of sweep % 2 ? [...rows.keys()].reverse() : rows.keys()) place(rows[i] ?? [], i * ROW, mean);
  return seats;
}

/** A line through some points, straight down at each of them. */
function curvesThrough(points: readonly Point[]): readonly Curve[] {
  return points.slice(1).map((to, i) => {
    const from = points[i] as Point;
    const y = (from.y + to.y) / 2;
    return { from, leave: { x: from.x, y }, enter: { x: to.x, y }, to };
  });
}

/** Where lines touch one side of a node: beside each other, in the order of where they come from. */
function portsOf(seat: Seat, others: readonly Seat[]): readonly number[] {
  const order = [...others.keys()].sort((a, b) => (others[a]?.x ?? 0) - (others[b]?.x ?? 0) || a - b);
  const step = Math.min(PORT, (seat.size - GAP) / others.length);
  const ports: number[] = [];
  for (const [at, i] of order.entries()) ports[i] = seat.x + (at - (order.length - 1) / 2) * step;
  return ports;
}

/** Where a line runs: its keys row by row, with those of its passages. */
type Course = Line & { readonly keys: readonly string[] };

function drawn(
  { edge, isBack, keys }: Course,
  seats: ReadonlyMap<string, Seat>,
  ends: readonly [number, number],
): SketchEdge {
  const at = keys.map((key) => seats.get(key) as Seat);
  const points = at.flatMap(({ x, y }, i): Point[] => {
    if (i === 0) return [{ x: ends[0], y: y + HEIGHT / 2 }];
    if (i === at.length - 1) return [{ x: ends[1], y: y - HEIGHT / 2 }];
    return [
      { x, y: y - HEIGHT / 2 },
      { x, y: y + HEIGHT / 2 },
    ];
  });
  const curves = curvesThrough(points);
  const [first, last] = [curves[0] as Curve, curves.at(-1) as Curve];
  return {
    ...edge,
    id: idOf(edge),
    path: curves.map(pathOf).join(''),
    head: isBack ? headAt(first.from, first.leave) : headAt(last.to, last.enter),
    label: pointAt(curves[Math.floor(curves.length / 2)] as Curve, 0.5),
  };
}

const idOf = ({ from, to }: Sketched) => `${from}\n${to}`;

function loopAt({ x, y, width }: SketchNode, edge: Sketched): SketchEdge {
  const side = x + width / 2;
  const curve = {
    from: { x: side, y: y - 8 },
    leave: { x: side + LOOP, y: y - 22 },
    enter: { x: side + LOOP, y: y + 22 },
    to: { x: side, y: y + 8 },
  };
  return {
    ...edge,
    id: idOf(edge),
    path: pathOf(curve),
    head: headAt(curve.to, curve.enter),
    label: pointAt(curve, 0.5),
  };
}

/** Lays out a drawing in a width, if that has room for its widest name. Each reference is there once. */
export function sketchOf(edges: readonly Sketched[], width: number): Sketch {
  const most = width - 2 * PAD;
  const looping = new Set(edges.flatMap(({ from, to }) => (from === to ? [from] : [])));
  const widthOf = (name: string) => Math.min(Math.max(name.length * CHAR, HEIGHT) + 2 * PAD, most);
  const sizes = new Map(
    edges
      .flatMap(({ from, to }) => [from, to])
      .map((name) => [name, widthOf(name) + GAP + (looping.has(name) ? 2 * LOOP : 0)]),
  );
  const lines = linesOf(edges);
  const rows = rowsOf(sizes, lines, width);
  const rowOf = new Map(rows.flatMap((row, i) => row.map((name) => [name, i] as const)));
  const passing = rows.map((row) => [...row]);
  const courses = lines.map((line): Course => {
    const [top, bottom] = [rowOf.get(line.above) ?? 0, rowOf.get(line.below) ?? 0];
    const passages = Array.from({ length: bottom - top - 1 }, (_, i) => `${idOf(line.edge)}\n${i}`);
    for (const [i, key] of passages.entries()) {
      passing[top + 1 + i]?.push(key);
      sizes.set(key, line.edge.verb.length * CHAR + GAP);
    }
    return { ...line, keys: [line.above, ...passages, line.below] };
  });
  const links = courses.flatMap(({ keys }) =>
    keys.slice(1).map((key, i) => [keys[i] as string, key] as const),
  );
  const ordered = orderRows(
    passing,
    links.map(([source, target]) => ({ source, target, loop: false })),
  );
  const seats = seatsOf(ordered, links, (key) => sizes.get(key) ?? 0, width);
  const nodes = [...rowOf.keys()].map((key) => {
    const { x, y } = seats.get(key) as Seat;
    return { key, x, y, width: widthOf(key), height: HEIGHT };
  });
  const ends = courses.map((): [number, number] => [0, 0]);
  for (const { key, width: size, ...point } of nodes)
    for (const end of [0, 1] as const) {
      const here = courses.flatMap(({ keys }, i) => (keys.at(-end) === key ? [i] : []));
      const others = here.map((i) => seats.get(courses[i]?.keys.at(end === 0 ? 1 : -2) ?? '') as Seat);
      for (const [k, x] of portsOf({ ...point, size }, others).entries())
        (ends[here[k] as number] as [number, number])[end] = x;
    }
  const loops = nodes.flatMap((node) =>
    edges.filter(({ from, to }) => from === to && from === node.key).map((edge) => loopAt(node, edge)),
  );
  return {
    nodes,
    edges: [...courses.map((course, i) => drawn(course, seats, ends[i] as [number, number])), ...loops],
  };
}
