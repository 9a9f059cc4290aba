import type { Key } from './keys.ts';
import type { Link } from './order.ts';

interface Seat {
  readonly row: number;
  readonly at: number;
}

type Seats = ReadonlyMap<Key, Seat>;

const CROSSING = 30;
const THROUGH = 24;
const ROUNDS = 40;

/** How far from the middle of a node a line has to pass, in seats: a line of a cycle has a name to carry. */
const CLEAR = 0.95;
const CLEAR_LOOP = 1.45;

const side = (a: Seat, b: Seat, c: Seat) =>
  Math.sign((b.at - a.at) * (c.row - a.row) - (b.row - a.row) * (c.at - a.at));

function cross([a, b]: readonly [Seat, Seat], [c, d]: readonly [Seat, Seat]): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function passesThrough([a, b]: readonly [Seat, Seat], { row, at }: Seat, clear: number): boolean {
  if (a.row === b.row) return row === a.row && (at - a.at) * (at - b.at) < 0;
  const along = (row - a.row) / (b.row - a.row);
  return along > 0 && along < 1 && Math.abs(a.at + along * (b.at - a.at) - at) < clear;
}

/** What is wrong with a drawing: lines that cross, lines through nodes, long lines, and sprawl. */
function faults(seats: Seats, links: readonly Link[]): number {
  const lines: (readonly [Seat, Seat])[] = [];
  let sum = 0;
  for (const { source, target, loop } of links) {
    const [a, b] = [seats.get(source), seats.get(target)];
    if (!a || !b) continue;
    lines.push([a, b]);
    const clear = loop ? CLEAR_LOOP : CLEAR;
    for (const seat of seats.values()) if (passesThrough([a, b], seat, clear)) sum += THROUGH;
  }
  lines.forEach((line, i) => {
    for (let j = 0; j < i; j++) if (cross(line, lines[j] ?? line)) sum += CROSSING;
    sum += Math.abs(line[0].at - line[1].at);
  });
  const all = [...seats.values()].map(({ at }) => at);
  const middle = (Math.min(...all) + Math.max(...all)) / 2;
  for (const at of all) sum += Math.abs(at - middle) * 0.1;
  return sum + (Math.max(...all) - Math.min(...all)) * 0.5;
}

function moves(seats: Seats): Seats[] {
  const all = [...seats];
  const found: Seats[] = [];
  const isFree = (key: Key, row: number, at: number) =>
    all.every(([other, seat]) => other === key || seat.row !== row || Math.abs(seat.at - at) >= 2);
  for (const [key, { row, at }] of all) {
    for (const by of [-1, 1, -2, 2, -3, 3, -4, 4])
      if (isFree(key, row, at + by)) found.push(new Map(seats).set(key, { row, at: at + by }));
    for (const [other, seat] of all)
      if (other > key && seat.row === row) found.push(new Map(seats).set(key, seat).set(other, { row, at }));
    // A stretch of a row moves as one.
    for (const by of [-1, 1]) {
      const shifted = all.map(([k, s]): [Key, Seat] => [
        k,
        s.row === row && (s.at - at) * by >= 0 ? { row, at: s.at + by } : s,
      ]);
      found.push(new Map(shifted));
    }
  }
  return found;
}

/** Improves a small drawing move by move until no single move makes it better. */
export function polish(seats: Seats, links: readonly Link[]): Seats {
  let best = seats;
  let worst = faults(best, links);
  for (let round = 0; round < ROUNDS; round++) {
    const found = moves(best)
      .map((candidate) => ({ candidate, cost: faults(candidate, links) }))
      .reduce((a, b) => (b.cost < a.cost - 1e-9 ? b : a), { candidate: best, cost: worst });
    if (found.candidate === best) break;
    best = found.candidate;
    worst = found.cost;
  }
  return best;
}
