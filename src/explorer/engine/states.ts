import { scrambled, type Working } from './tree.ts';

/** Columns by which a row grows. */
const MORE_COLUMNS = 8;

/**
 * Every state that was met, each once, compared value by value: a hash only says where to look. A state is a row of
 * value IDs, one for each variable that code stores; for one that came later it is at its start, ID 0. A value ID
 * takes one byte until one is met that does not fit.
 */
export class States {
  count = 0;
  #stride = MORE_COLUMNS;
  #rows: Uint8Array | Uint16Array = new Uint8Array(MORE_COLUMNS * 1024);
  /** The greatest value ID that has room in a row. */
  #most = 0xff;
  #hashes = new Int32Array(1024);
  #slots = new Int32Array(4096).fill(-1);

  /** Bytes that the states take. */
  get bytes(): number {
    return this.#rows.byteLength + this.#hashes.byteLength + this.#slots.byteLength;
  }

  /** The number of a state, which is `count - 1` if it is new. */
  add(working: Working): number {
    const { now, hash, variables } = working;
    const { width } = variables;
    if (width > this.#stride || working.greatest > this.#most) this.#widen(width, working.greatest);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = scrambled(hash) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const state = slots[slot] as number;
      if (state < 0) break;
      if (this.#hashes[state] === hash && this.#is(state, now, width)) return state;
    }
    slots[slot] = this.count;
    if (this.count === this.#hashes.length) this.#lengthen();
    this.#hashes[this.count] = hash;
    const rows = this.#rows;
    const row = this.count * this.#stride;
    for (let i = 0; i < width; i++) rows[row + i] = now[i] as number;
    this.count++;
    if (this.count * 2 > slots.length) this.#rehash();
    return this.count - 1;
  }

  #is(state: number, now: Uint16Array, width: number): boolean {
    const rows = this.#rows;
    const row = state * this.#stride;
    for (let i = 0; i < width; i++) if (rows[row + i] !== now[i]) return false;
    return true;
  }

  /** Makes a state the one that is worked on. */
  load(state: number, working: Working): void {
    const width = Math.min(this.#stride, working.variables.width);
    working.load(this.#rows, state * this.#stride, width, this.#hashes[state] as number);
  }

  /** The value ID in a column of a state. */
  value(state: number, column: number): number {
    return column < 0 || column >= this.#stride ? 0 : (this.#rows[state * this.#stride + column] as number);
  }

  /** Room for more columns, or for greater value IDs. */
  #widen(width: number, greatest: number): void {
    const stride = Math.ceil(width / MORE_COLUMNS) * MORE_COLUMNS;
    if (greatest > this.#most) this.#most = 0xffff;
    const rows = this.#room(this.#hashes.length * stride);
    for (let state = 0; state < this.count; state++)
      rows.set(this.#rows.subarray(state * this.#stride, (state + 1) * this.#stride), state * stride);
    this.#rows = rows;
    this.#stride = stride;
  }

  #room(length: number): Uint8Array | Uint16Array {
    return this.#most > 0xff ? new Uint16Array(length) : new Uint8Array(length);
  }

  /** Room for half as many states more. */
  #lengthen(): void {
    const most = Math.ceil(this.#hashes.length * 1.5);
    const rows = this.#room(most * this.#stride);
    rows.set(this.#rows);
    this.#rows = rows;
    const hashes = new Int32Array(most);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let state = 0; state < this.count; state++) {
      let slot = scrambled(this.#hashes[state] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = state;
    }
    this.#slots = slots;
  }
}
