import type { Key } from '../keys.ts';
import type { Link } from './order.ts';

/** Where a node sits: its row, and its place in it. */
export interface Seat {
  readonly row: number;
  readonly at: number;
}

/** The seat of each node. */
export type Seats = ReadonlyMap<Key, Seat>;

type Line = readonly [Seat, Seat];

const CROSSING = 30;
const THROUGH = 24;
const SPRAWL = 1.2;
const OFF_CENTRE = 0.1;
const BENT = 0.6;
const SLANT = 0.35;

/** What each half seat costs beyond the room there is: a drawing that wide cannot be read beside the panels of a page. */
const TOO_WIDE = 60;

/** How far from the middle of a node a line has to pass, in seats: a line of a cycle has a name to carry. */
const CLEAR = 0.95;
const CLEAR_LOOP = 1.45;

const side = (a: Seat, b: Seat, c: Seat) =>
  Math.sign((b.at - a.at) * (c.row - a.row) - (b.row - a.row) * (c.at - a.at));

function cross([a, b]: Line, [c, d]: Line): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/**
 * Does the line come too near a seat? A slanted one needs more room, and one that goes up stays outside for long before
 * it turns in.
 */
function passesThrough([a, b]: Line, { row, at }: Seat, clear: number): boolean {
  if (a.row === b.row) return row === a.row && (at - a.at) * (at - b.at) < 0;
  const rows = b.row - a.row;
  const along = (row - a.row) / rows;
  if (along <= 0 || along >= 1) return false;
  const across = b.at - a.at;
  const isOutside = rows < 0 && Math.abs(across) > 1;
  const x = a.at + (isOutside ? along ** 2.5 : along) * across;
  return Math.abs(x - at) < clear + (isOutside ? 0 : (SLANT * Math.abs(across)) / Math.abs(rows));
}

/** What is wrong with a drawing: lines that cross, lines through nodes, long lines, and sprawl, more so beyond the room. */
export function faults(seats: Seats, links: readonly Link[], room: number): number {
  const lines: Line[] = [];
  let sum = 0;
  for (const { source, target, loop } of links) {
    const [a, b] = [seats.get(source), seats.get(target)];
    if (!a || !b) continue;
    const line: Line = [a, b];
    for (const other of lines) if (cross(line, other)) sum += CROSSING;
    for (const seat of seats.values())
      if (passesThrough(line, seat, loop ? CLEAR_LOOP : CLEAR)) sum += THROUGH;
    sum += Math.abs(a.at - b.at) + (a.at === b.at ? 0 : BENT);
    lines.push(line);
  }
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of seats.values()) [left, right] = [Math.min(left, at), Math.max(right, at)];
  const middle = (left + right) / 2;
  for (const { at } of seats.values()) sum += Math.abs(at - middle) * OFF_CENTRE;
  const width = right - left;
  return sum + width * SPRAWL + Math.max(width - room, 0) * TOO_WIDE;
}
