import {
  forceLink,
  forceSimulation,
  forceX,
  forceY,
  randomLcg,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3';
import type { Key } from '../keys.ts';
import type { Link } from './order.ts';

/** A place in the drawing, in px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Body extends SimulationNodeDatum {
  readonly key: Key;
  readonly seat: Point;
}

const TICKS = 120;
const REACH = 44;

/**
 * Lets links pull nodes from their seats to where they are short; rows hold them at their height. Works on copies, a
 * fixed number of ticks, without chance: the same seats give the same places.
 */
export function relax(seats: ReadonlyMap<Key, Point>, links: readonly Link[]): ReadonlyMap<Key, Point> {
  const bodies: Body[] = [...seats]
    .map(([key, seat]) => ({ key, seat, x: seat.x, y: seat.y }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const pulls = links
    .map(({ source, target }) => ({ source, target }))
    .sort((a, b) => (a.source + a.target < b.source + b.target ? -1 : 1));
  const simulation = forceSimulation<Body>()
    .stop()
    .randomSource(randomLcg(0.5))
    .nodes(bodies)
    .force('row', forceY<Body>(({ seat }) => seat.y).strength(0.3))
    .force('seat', forceX<Body>(({ seat }) => seat.x).strength(0.06))
    .force(
      'link',
      forceLink<Body, SimulationLinkDatum<Body>>(pulls)
        .id(({ key }) => key)
        .distance(REACH * 2),
    );
  simulation.tick(TICKS);
  return new Map(bodies.map(({ key, x = 0, y = 0 }) => [key, { x, y }]));
}
