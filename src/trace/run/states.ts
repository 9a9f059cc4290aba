import type { Cell, Snapshot } from '../../machine/index.ts';

/** Frames from one state that is kept whole to the next. */
const APART = 64;

type Change = readonly [address: number, cell: Cell];

/**
 * The states of a run, by frame. Some are kept whole, and the others are made from those when somebody looks: a step
 * changes few cells, and a long run has many.
 */
export class States {
  readonly #whole: Snapshot[] = [];
  readonly #changes: (readonly Change[])[] = [];
  readonly #now: Cell[] = [];
  #latest: { readonly frame: number; readonly state: Snapshot } = { frame: -1, state: [] };

  /** Writes down the state of the next frame, and gives its number. Cells are never written in place. */
  push(cells: readonly Cell[]): number {
    const now = this.#now;
    const changes: Change[] = [];
    for (let address = 0; address < cells.length; address++) {
      const cell = cells[address] as Cell;
      if (cell === now[address]) continue;
      changes.push([address, cell]);
      now[address] = cell;
    }
    const frame = this.#changes.push(changes) - 1;
    if (frame % APART === 0) this.#whole.push(now.slice());
    return frame;
  }

  /** The state of a frame. */
  at(frame: number): Snapshot {
    if (this.#latest.frame !== frame) this.#latest = { frame, state: this.#make(frame) };
    return this.#latest.state;
  }

  #make(frame: number): Snapshot {
    const before = Math.floor(frame / APART);
    const { frame: near, state } = this.#latest;
    const isNear = near < frame && near >= before * APART;
    const made = (isNear ? state : (this.#whole[before] as Snapshot)).slice();
    for (let at = (isNear ? near : before * APART) + 1; at <= frame; at++)
      for (const [address, cell] of this.#changes[at] as readonly Change[]) made[address] = cell;
    return made;
  }
}
