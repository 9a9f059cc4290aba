import type { Working } from './tree.ts';

/** Columns by which a row grows. */
const MORE_COLUMNS = 16;

/**
 * Every state that was met, each once, compared value by value: a hash only says where to look. A state is a row of
 * value IDs, one for each variable that code stores; for one that came later it is at its start, ID 0.
 */
export class States {
  count = 0;
  #stride = MORE_COLUMNS;
  #rows = new Uint16Array(MORE_COLUMNS * 1024);
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
    if (width > this.#stride) this.#widen(width);
    const rows = this.#rows;
    const stride = this.#stride;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; ; slot = (slot + 1) & mask) {
      const state = this.#slots[slot] as number;
      if (state < 0) break;
      if (this.#hashes[state] !== hash) continue;
      const row = state * stride;
      let i = 0;
      while (i < width && rows[row + i] === now[i]) i++;
      if (i === width) return state;
    }
    this.#slots[slot] = this.count;
    if (this.count === this.#hashes.length) this.#lengthen();
    this.#hashes[this.count] = hash;
    const row = this.count * stride;
    for (let i = 0; i < width; i++) this.#rows[row + i] = now[i] as number;
    this.count++;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return this.count - 1;
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

  #widen(width: number): void {
    const wider = Math.ceil(width / MORE_COLUMNS) * MORE_COLUMNS;
    const rows = new Uint16Array(this.#hashes.length * wider);
    for (let state = 0; state < this.count; state++)
      rows.set(this.#rows.subarray(state * this.#stride, (state + 1) * this.#stride), state * wider);
    this.#rows = rows;
    this.#stride = wider;
  }

  /** Room for half as many states more. */
  #lengthen(): void {
    const most = Math.ceil(this.#hashes.length * 1.5);
    const rows = new Uint16Array(most * this.#stride);
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
      let slot = (this.#hashes[state] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = state;
    }
    this.#slots = slots;
  }
}
