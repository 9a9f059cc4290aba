import type { Key } from '../keys.ts';
import type { Size } from '../kinds.ts';
import type { Arc } from '../union.ts';
import { type Curve, headAt, pathOf, pointAt } from './curve.ts';
import { type Obstacles, obstaclesOf } from './obstacles.ts';
import { type Box, onBorder, portsOf, type Side, type Sides, waysOf } from './ports.ts';
import type { Route } from './route.ts';
import { tap } from './tap.ts';

const RAIL = 24;
const HEAD = 6;
/** Of the way, how much of it straight where a line leaves upwards and enters from the side. */
const QUARTER = 0.62;
/** How far out a line goes that comes back to the side it left. */
const AROUND = 34;
const SHORTEST = 16;
/** Where along a line its label may stand. */
const SPOTS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

/** How a curve gets round what is in its way: by turning early or late, or by a push aside. */
interface Bend {
  readonly aside: number;
  /** Of the way down or up, how much of it straight at each end. */
  readonly leaves: number;
  readonly enters: number;
}

const PLAIN: Bend = { aside: 0, leaves: 0.5, enters: 0.5 };
const BENDS: readonly Bend[] = [
  PLAIN,
  { aside: 0, leaves: 0.9, enters: 0.25 },
  { aside: 0, leaves: 0.25, enters: 0.9 },
  ...[28, -28, 56, -56, 90, -90, 130, -130, 180, -180].map((aside) => ({ ...PLAIN, aside })),
];

/** About what a label takes up: the role, a badge before it, a second line below it. */
function labelSize(role: string): Size {
  return { width: Math.max(role.length, 11) * 6.4 + 28, height: 30 };
}

const isVertical = (side: Side) => side === 'top' || side === 'bottom';

/** A curve from border to border. */
function curve(a: Box, b: Box, sides: Sides, ports: readonly [number, number], bend: Bend): Curve {
  const { leaves, enters } = sides;
  const from = onBorder(a, leaves, ports[0]);
  const to = onBorder(b, enters, ports[1], HEAD);
  const [dx, dy] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  const pull = (side: Side, part: number) => {
    const way = isVertical(side) ? dy : dx;
    if (leaves === enters) return AROUND + Math.abs(bend.aside);
    if (isVertical(leaves) !== isVertical(enters)) return way * QUARTER + Math.abs(bend.aside);
    return Math.max(way * part, SHORTEST);
  };
  const push = leaves !== enters && isVertical(leaves) && isVertical(enters) ? bend.aside : 0;
  const leave = onBorder(a, leaves, ports[0], pull(leaves, bend.leaves));
  const enter = onBorder(b, enters, ports[1], pull(enters, bend.enters));
  return { from, leave: { x: leave.x + push, y: leave.y }, enter: { x: enter.x + push, y: enter.y }, to };
}

function fewestHits<T>(candidates: readonly T[], hits: (candidate: T) => number): T {
  let best = candidates[0] as T;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const found = hits(candidate);
    if (found < fewest) [best, fewest] = [candidate, found];
    if (found === 0) break;
  }
  return best;
}

function line(
  arc: Arc,
  a: Box,
  b: Box,
  sides: Sides,
  ports: readonly [number, number],
  obstacles: Obstacles,
): Route {
  const bend = fewestHits(BENDS, (by) => obstacles.hits(curve(a, b, sides, ports, by), arc));
  const best = curve(a, b, sides, ports, bend);
  const size = labelSize(arc.role);
  // On the line if there is room, else with one end on it.
  const spots = [0, -1, 1].flatMap((aside) =>
    SPOTS.map((at) => {
      const { x, y } = pointAt(best, at);
      return { x: x + aside * (size.width / 2 - 14), y };
    }),
  );
  const label = fewestHits(spots, (spot) => obstacles.covers(spot, size));
  const tip = onBorder(b, sides.enters, ports[1]);
  return { path: pathOf(best), head: headAt(tip, best.to), label, shape: 'line' };
}

/** Arcs that are routed at once. */
const AT_ONCE = 200;

/** The routes of all arcs, by arc ID, part by part. They depend on where nodes are and on nothing else. */
export function* routing(
  arcs: readonly Arc[],
  boxes: ReadonlyMap<Key, Box>,
): Generator<undefined, ReadonlyMap<string, Route>> {
  const routes = new Map<string, Route>();
  const obstacles = obstaclesOf(boxes);
  const lines: Arc[] = [];
  const sides = new Map<string, Sides>();
  const rails = new Map<Key, number>();
  for (const [i, arc] of arcs.entries()) {
    if (i % AT_ONCE === 0) yield;
    const [a, b] = [boxes.get(arc.from), boxes.get(arc.to)];
    if (!a || !b) continue;
    if (arc.role === 'xarray') {
      const left = Math.min(a.x - a.width / 2, b.x - b.width / 2) - RAIL;
      rails.set(arc.from, Math.min(rails.get(arc.from) ?? left, left));
    }
    if (arc.role === 'xarray' && !arc.loop) continue;
    lines.push(arc);
    const ways = waysOf(a, b);
    const hits = (way: Sides) => obstacles.hits(curve(a, b, way, [0, 0], PLAIN), arc);
    sides.set(arc.id, ways.length > 1 ? fewestHits(ways, hits) : (ways[0] as Sides));
  }
  const port = portsOf(lines, boxes, sides);
  for (const [i, arc] of arcs.entries()) {
    if (i % AT_ONCE === 0) yield;
    const [a, b, at] = [boxes.get(arc.from), boxes.get(arc.to), sides.get(arc.id)];
    if (!a || !b) continue;
    if (at)
      routes.set(arc.id, line(arc, a, b, at, [port(arc.id, 'leaves'), port(arc.id, 'enters')], obstacles));
    else routes.set(arc.id, tap(a, b, rails.get(arc.from) ?? 0));
  }
  return routes;
}
