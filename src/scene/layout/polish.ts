import type { Key } from '../keys.ts';
import { faults, type Seat, type Seats } from './faults.ts';
import type { Link } from './order.ts';

/** How much looking at candidates may cost, in pairs of things compared: some tens of milliseconds. */
const BUDGET = 6_000_000;
const FARTHEST = 8;
const WIDTH = 2;

function isFree(seats: Seats, key: Key, row: number, at: number): boolean {
  for (const [other, seat] of seats)
    if (other !== key && seat.row === row && Math.abs(seat.at - at) < WIDTH) return false;
  return true;
}

/** One node to another seat of its row, two nodes of a row swapped, part of a row or of the whole drawn along. */
function* moves(seats: Seats): Generator<(now: Seats) => Seats | null> {
  const keys = [...seats.keys()];
  const shift = (now: Seats, by: number, isMoved: (seat: Seat) => boolean) =>
    new Map(
      [...now].map(([key, seat]): [Key, Seat] => [key, isMoved(seat) ? { ...seat, at: seat.at + by } : seat]),
    );
  for (const key of keys)
    for (let by = -FARTHEST; by <= FARTHEST; by++)
      yield (now) => {
        const { row, at } = now.get(key) as Seat;
        return by !== 0 && isFree(now, key, row, at + by)
          ? new Map(now).set(key, { row, at: at + by })
          : null;
      };
  for (const [i, a] of keys.entries())
    for (const b of keys.slice(0, i))
      yield (now) => {
        const [one, other] = [now.get(a) as Seat, now.get(b) as Seat];
        return one.row === other.row ? new Map(now).set(a, other).set(b, one) : null;
      };
  for (const key of keys)
    for (const by of [-2, -1, 1, 2])
      for (const side of [-1, 1])
        for (const whole of [false, true])
          yield (now) => {
            const { row, at } = now.get(key) as Seat;
            const moved = shift(now, by, (seat) => (whole || seat.row === row) && (seat.at - at) * side >= 0);
            return isApart(moved) ? moved : null;
          };
}

function isApart(seats: Seats): boolean {
  for (const [key, { row, at }] of seats) if (!isFree(seats, key, row, at)) return false;
  return true;
}

function climb(
  start: Seats,
  links: readonly Link[],
  room: number,
  budget: number,
): { seats: Seats; cost: number } {
  let best = { seats: start, cost: faults(start, links, room) };
  let left = budget;
  for (let before = Number.POSITIVE_INFINITY; best.cost < before && left > 0; ) {
    before = best.cost;
    for (const move of moves(start)) {
      if (left <= 0) break;
      const seats = move(best.seats);
      if (!seats) continue;
      left--;
      const cost = faults(seats, links, room);
      if (cost < best.cost - 1e-9) best = { seats, cost };
    }
  }
  return best;
}

/** Improves small drawings move by move until no single move makes them better, and returns the best of them. */
export function polish(starts: readonly Seats[], links: readonly Link[], room: number): Seats {
  const size = starts[0]?.size ?? 0;
  const tries = BUDGET / starts.length / (links.length * (links.length / 2 + size) + 1);
  const [best] = starts.map((start) => climb(start, links, room, tries)).sort((a, b) => a.cost - b.cost);
  return best?.seats ?? new Map();
}
