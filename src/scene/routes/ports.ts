import type { Key } from '../keys.ts';
import type { Size } from '../kinds.ts';
import type { Point } from '../layout/relax.ts';
import type { Arc } from '../union.ts';

/** A side of a box. */
export type Side = 'top' | 'bottom' | 'left' | 'right';

/** A box with its place. */
export interface Box extends Point, Size {}

/** The side on which an edge leaves one box, and the one on which it enters the other. */
export interface Sides {
  readonly leaves: Side;
  readonly enters: Side;
}

/** The border of a box on a side, `along` px from its middle, `out` px away. */
export function onBorder(box: Box, side: Side, along: number, out = 0): Point {
  const [w, h] = [box.width / 2 + out, box.height / 2 + out];
  switch (side) {
    case 'top':
      return { x: box.x + along, y: box.y - h };
    case 'bottom':
      return { x: box.x + along, y: box.y + h };
    case 'left':
      return { x: box.x - w, y: box.y + along };
    case 'right':
      return { x: box.x + w, y: box.y + along };
  }
}

const CLEAR = 14;
/** How far out a holder must be for its line to come in from the side. */
const ASIDE = 45;

/**
 * Ways to leave one box and enter another, best first: down from bottom to top, along a row from side to side, up the
 * way it came or round the outside.
 */
export function waysOf(from: Box, to: Box): readonly Sides[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const apart = (from.height + to.height) / 2 + CLEAR;
  if (dy >= apart) return [{ leaves: 'bottom', enters: 'top' }];
  if (dy > -apart)
    return [dx >= 0 ? { leaves: 'right', enters: 'left' } : { leaves: 'left', enters: 'right' }];
  const near = dx < 0 ? 'right' : 'left';
  const far = dx < 0 ? 'left' : 'right';
  const straight: Sides = { leaves: 'top', enters: 'bottom' };
  const outside: Sides = { leaves: 'top', enters: near };
  const around: readonly Sides[] = [
    { leaves: near, enters: near },
    { leaves: far, enters: far },
  ];
  const isAside = Math.abs(dx) > to.width / 2 + ASIDE;
  return isAside ? [outside, straight, ...around] : [straight, ...around];
}

const STEP = 16;

/** Where each end of each arc touches its node, in px from the middle of the side: spread out in the order of the other ends. */
export function portsOf(
  arcs: readonly Arc[],
  boxes: ReadonlyMap<Key, Box>,
  sides: ReadonlyMap<string, Sides>,
): (id: string, end: 'leaves' | 'enters') => number {
  const ends = new Map<string, { arc: Arc; end: 'leaves' | 'enters'; at: number }[]>();
  for (const arc of arcs)
    for (const end of ['leaves', 'enters'] as const) {
      const side = sides.get(arc.id)?.[end] ?? 'top';
      const [here, there] = end === 'leaves' ? [arc.from, arc.to] : [arc.to, arc.from];
      const other = boxes.get(there);
      const at = (side === 'top' || side === 'bottom' ? other?.x : other?.y) ?? 0;
      const list = ends.get(`${side} ${here}`);
      if (list) list.push({ arc, end, at });
      else ends.set(`${side} ${here}`, [{ arc, end, at }]);
    }
  const offsets = new Map<string, number>();
  for (const [name, list] of ends) {
    const flat = name.startsWith('top') || name.startsWith('bottom');
    const box = boxes.get(name.slice(name.indexOf(' ') + 1));
    const room = (flat ? (box?.width ?? 0) - 36 : (box?.height ?? 0) - 18) / Math.max(list.length - 1, 1);
    const step = Math.min(STEP, room);
    list.sort((a, b) => a.at - b.at || (a.arc.id < b.arc.id ? -1 : 1));
    for (const [i, { arc, end }] of list.entries())
      offsets.set(`${end} ${arc.id}`, (i - (list.length - 1) / 2) * step);
  }
  return (id, end) => offsets.get(`${end} ${id}`) ?? 0;
}
