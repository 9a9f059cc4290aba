import type { Address, CountName, Ref, Step } from '../../machine/index.ts';
import type { Run } from '../run/frame.ts';
import { type Ledger, lastOf, NO_LEDGER, type Row, type Skipped } from './ledger.ts';

/** Frames from one ledger that is kept whole to the next. */
const APART = 64;

/** A ledger that is written in place. */
interface Open {
  rows: Row[];
  uncounted: Skipped[];
  stray: Ref | null;
}

const copyOf = ({ rows, uncounted, stray }: Ledger): Open => ({
  rows: [...rows],
  uncounted: [...uncounted],
  stray,
});

/** Gives the n-th row that a step makes: the same whenever it is asked. */
type Made = <R extends Row>(n: number, make: () => R) => R;

/** Takes a reference off. False if nobody has it. */
function remove(rows: Row[], of: Address, count: CountName, ref: Ref): boolean {
  const at = lastOf(rows, of, count, ref);
  if (at >= 0) rows.splice(at, 1);
  return at >= 0;
}

/** Gives one of them another holder. */
function hand(rows: Row[], of: Address, count: CountName, from: Ref, to: (row: Row) => Row): void {
  const at = lastOf(rows, of, count, from);
  const row = rows[at];
  if (row) rows[at] = to(row);
}

/** Writes down what a step does. False if that is nothing. */
function enter(open: Open, { effect, stack }: Step, since: number, made: Made): boolean {
  open.stray = null;
  switch (effect.do) {
    case 'alloc':
      for (const [n, one] of effect.refs.entries())
        open.rows.push(made(n, () => ({ of: effect.of, ...one, stack, since })));
      return true;
    case 'count': {
      const { of, count, ref, from, to } = effect;
      if (!ref) return false;
      // A count that was overwritten has no history: what is in it now is the reference that the code put there.
      if (effect.op === 'set') open.rows = open.rows.filter((row) => row.of !== of || row.count !== count);
      else if (from === to) return false;
      if (effect.op === 'set' || effect.op === 'inc' || effect.op === 'inc_not_zero')
        open.rows.push(made(0, () => ({ of, count, ref, stack, since })));
      else if (!remove(open.rows, of, count, ref) && from > Math.max(to, 0)) open.stray = ref;
      return true;
    }
    case 'uncounted': {
      const { of, count, ref, pointer } = effect;
      if (effect.op === 'get')
        open.uncounted.push(made(0, () => ({ of, count, ref, stack, since, ...(pointer && { pointer }) })));
      else remove(open.uncounted, of, count, ref);
      return true;
    }
    case 'handover': {
      const { of, count, from, to } = effect;
      for (const [n, rows] of [open.rows, open.uncounted].entries())
        hand(rows, of, count, from, (row) => made(n, () => ({ ...row, ref: to })));
      return true;
    }
    case 'free':
      open.rows = open.rows.filter((row) => row.of !== effect.of);
      return true;
    default:
      return false;
  }
}

/** The ledgers of a run: some are kept whole, and the others are made from those when somebody looks. */
class Books {
  readonly #frames: Run['frames'];
  readonly #whole: Ledger[] = [];
  /** By frame, what its step makes. */
  readonly #made: Row[][] = [];
  #latest: { readonly frame: number; readonly ledger: Ledger } = {
    frame: -1,
    ledger: NO_LEDGER,
  };

  constructor({ frames }: Run) {
    this.#frames = frames;
  }

  /** A ledger for every frame; one and the same while nothing happens. */
  keep(): readonly Ledger[] {
    const open = copyOf(NO_LEDGER);
    let ledger = this.#lazy(0, null);
    return this.#frames.map((_, frame) => {
      if (this.#enter(open, frame)) ledger = this.#lazy(frame, open.stray);
      if (frame % APART === 0) this.#whole.push(copyOf(open));
      return ledger;
    });
  }

  #enter(open: Open, frame: number): boolean {
    const step = this.#frames[frame]?.step;
    if (!step) return false;
    return enter(open, step, frame, (n, make) => {
      this.#made[frame] ??= [];
      const rows = this.#made[frame];
      rows[n] ??= make();
      return rows[n] as ReturnType<typeof make>;
    });
  }

  #lazy(frame: number, stray: Ref | null): Ledger {
    let found: Ledger | undefined;
    const look = () => {
      found ??= this.#at(frame);
      return found;
    };
    return {
      get rows() {
        return look().rows;
      },
      get uncounted() {
        return look().uncounted;
      },
      stray,
    };
  }

  #at(frame: number): Ledger {
    const before = Math.floor(frame / APART);
    const near = this.#latest.frame <= frame && this.#latest.frame >= before * APART;
    const from = near ? this.#latest : { frame: before * APART, ledger: this.#whole[before] as Ledger };
    const open = copyOf(from.ledger);
    for (let at = from.frame + 1; at <= frame; at++) this.#enter(open, at);
    this.#latest = { frame, ledger: open };
    return open;
  }
}

/** The ledger after every frame of a run, by frame index. */
export function keepLedgers(run: Run): readonly Ledger[] {
  return new Books(run).keep();
}
