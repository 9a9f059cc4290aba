import { headAt } from './curve.ts';
import type { Box } from './ports.ts';
import type { Route } from './route.ts';

const ABOVE = 15;
const INSET = 12;
const TURN = 7;
/** Leaves the middle of the side to the references that come in there. */
export const LOW = 12;

/**
 * The xarray's reference on an object: from the ctx along a rail that all of its objects share, and a tap into each.
 * Every object has one, so drawn as lines of their own they would be all there is to see.
 */
export function tap(ctx: Box, object: Box, rail: number): Route {
  const start = { x: ctx.x - ctx.width / 2, y: ctx.y + LOW };
  const tip = { x: object.x - object.width / 2 + INSET, y: object.y - object.height / 2 };
  const level = tip.y - ABOVE;
  const down = Math.sign(level - start.y);
  const turn = Math.min(TURN, Math.abs(level - start.y) / 2);
  const arc = (sweep: number, x: number, y: number, r = turn) => `A${r},${r},0,0,${sweep},${x},${y}`;
  const inward = down > 0 ? 0 : 1;
  const line = [
    `M${start.x},${start.y}H${rail + turn}${arc(inward, rail, start.y + down * turn)}`,
    `V${level - down * turn}${arc(inward, rail + turn, level)}`,
    `H${tip.x - TURN}${arc(1, tip.x, level + TURN, TURN)}V${tip.y - 5}`,
  ];
  return {
    path: line.join(''),
    head: headAt(tip, { x: tip.x, y: level }),
    label: { x: tip.x, y: level },
    shape: 'tap',
  };
}
