import type { Key } from '../keys.ts';
import { sizeOf } from '../kinds.ts';
import type { Union } from '../union.ts';
import { SEAT } from './grid.ts';
import { neighboursOf } from './order.ts';
import type { Point } from './relax.ts';
import { bySeat, type Tenancy } from './seats.ts';
import { tidy } from './tidy.ts';

/** The point at which each node is placed. */
export type Places = ReadonlyMap<Key, Point>;

const NEAR = 6;
const MARGIN = 20;

/** What a scene is made from, whatever is known of its places. */
export interface Plan {
  readonly union: Union;
  readonly tenancy: Tenancy;
  /** Where each node is when everything is laid out afresh. */
  readonly fresh: Places;
}

/** Where each node is when everything is laid out afresh; who shares a seat is in one place. */
export function seatFresh({ vertices, arcs }: Union, tenancy: Tenancy): Places {
  const seats = tidy(bySeat(vertices, arcs, tenancy));
  return new Map(vertices.map(({ key }) => [key, seats.get(tenancy.get(key) ?? key) ?? { x: 0, y: 0 }]));
}

/** Afresh, and as a whole where the known nodes are moved least. */
export function rearrange({ fresh }: Plan, known: Places): Places {
  const stays = [...fresh.keys()].filter((key) => known.has(key));
  const shift = stays.length > 0 ? drift(stays, known, fresh) : { x: 0, y: 0 };
  if (shift.x === 0 && shift.y === 0) return fresh;
  return new Map([...fresh].map(([key, { x, y }]) => [key, { x: x + shift.x, y: y + shift.y }]));
}

/**
 * Where each node is. Known nodes stay put and newcomers find a free seat near those they hold or are held by; with
 * nothing known everything is laid out afresh.
 */
export function layOut({ union, tenancy, fresh }: Plan, known: Places = new Map()): Places {
  const areTenants = (a: Key, b: Key) => tenancy.get(a) === tenancy.get(b);
  const places = new Map<Key, Point>();
  const isSamePlace = (a: Point, b: Point) => a.x === b.x && a.y === b.y;
  for (const { key } of union.vertices) {
    const at = known.get(key);
    // Two that shared a seat may live at one time by now.
    const isTaken =
      at && [...places].some(([other, place]) => isSamePlace(place, at) && !areTenants(key, other));
    if (at && !isTaken) places.set(key, at);
  }
  if (places.size === 0) return fresh;
  const sizes = new Map(union.vertices.map(({ key, kind }) => [key, sizeOf(kind)]));
  const neighbours = neighboursOf(
    union.arcs.map(({ from, to, loop }) => ({ source: from, target: to, loop })),
  );
  const isFree = (key: Key, { x, y }: Point) => {
    const size = sizes.get(key) ?? sizeOf('ioas');
    for (const [other, at] of places) {
      const room = sizes.get(other) ?? size;
      const apart = Math.abs(at.x - x) >= (size.width + room.width) / 2 + MARGIN;
      if (!apart && Math.abs(at.y - y) < (size.height + room.height) / 2 + MARGIN) return false;
    }
    return true;
  };
  for (const { key } of union.vertices) {
    if (places.has(key)) continue;
    const seat = fresh.get(key) ?? { x: 0, y: 0 };
    const shared = [...places].find(([other]) => areTenants(key, other))?.[1];
    if (shared) {
      places.set(key, shared);
      continue;
    }
    const shift = drift(neighbours.get(key) ?? [], places, fresh);
    const wanted = { x: seat.x + shift.x, y: seat.y + shift.y };
    places.set(key, around(wanted).find((point) => isFree(key, point)) ?? below(places, wanted));
  }
  return places;
}

/** How far the neighbours that have a place are from where a fresh layout would have them, on average. */
function drift(neighbours: readonly Key[], places: Places, fresh: Places): Point {
  const placed = neighbours.filter((key) => places.has(key)).slice(0, NEAR);
  const among = placed.length > 0 ? placed : [...places.keys()].slice(0, NEAR);
  let [x, y] = [0, 0];
  for (const key of among) {
    x += (places.get(key)?.x ?? 0) - (fresh.get(key)?.x ?? 0);
    y += (places.get(key)?.y ?? 0) - (fresh.get(key)?.y ?? 0);
  }
  return { x: x / among.length, y: y / among.length };
}

/** Seats from the wanted one outwards: along its row first, then a row down or up. */
function around({ x, y }: Point): readonly Point[] {
  const found: Point[] = [];
  for (let row = 0; row <= 4; row++)
    for (let step = 0; step <= 24; step++)
      for (const [across, down] of [
        [1, 1],
        [-1, 1],
        [1, -1],
        [-1, -1],
      ] as const) {
        const point = { x: x + (across * step * SEAT) / 2, y: y + (down * row * SEAT) / 2 };
        found.push(point);
      }
  return found.sort((a, b) => far(a, x, y) - far(b, x, y));
}

const far = (point: Point, x: number, y: number) => Math.abs(point.x - x) + 1.7 * Math.abs(point.y - y);

function below(places: Places, { x }: Point): Point {
  return { x, y: Math.max(...[...places.values()].map(({ y }) => y)) + SEAT };
}
