import { mark, type Working } from './tree.ts';

/**
 * Every state that was met, each once, compared value by value: a hash only says where to look. A state is a row of
 * value IDs, one for each variable that ever changed; those that have not changed so far are at their start, ID 0.
 */
export class States {
  count = 0;
  /** Variables by column, in the order in which they first changed. */
  readonly columns: number[] = [];
  readonly #columnOf: number[] = [];
  #stride = 16;
  #rows = new Uint16Array(16 * 1024);
  #slots = new Int32Array(4096).fill(-1);

  /** Bytes that the states take. */
  get bytes(): number {
    return this.#rows.byteLength + this.#slots.byteLength;
  }

  /** The number of a state, which is `count - 1` if it is new. */
  add(working: Working): number {
    working.changed((index) => {
      if (this.#columnOf[index] === undefined) this.#addColumn(index);
    });
    const { now, hash } = working;
    const { columns } = this;
    const width = columns.length;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const state = this.#slots[slot] as number;
      if (state < 0) {
        this.#slots[slot] = this.count;
        break;
      }
      const row = state * this.#stride;
      let i = 0;
      while (i < width && this.#rows[row + i] === now[columns[i] as number]) i++;
      if (i === width) return state;
    }
    if ((this.count + 1) * this.#stride > this.#rows.length) this.#rows = grown(this.#rows);
    const row = this.count * this.#stride;
    for (let i = 0; i < width; i++) this.#rows[row + i] = now[columns[i] as number] as number;
    this.count++;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return this.count - 1;
  }

  /** Makes a state the one that is worked on. */
  load(state: number, working: Working): void {
    const row = state * this.#stride;
    const { columns } = this;
    let hash = 0;
    working.begin();
    for (let i = 0; i < columns.length; i++) {
      const id = this.#rows[row + i] as number;
      const index = columns[i] as number;
      working.now[index] = id;
      hash ^= mark(index, id);
    }
    working.hash = hash;
  }

  /** The value ID of a variable in a state. */
  value(state: number, index: number): number {
    const column = this.#columnOf[index];
    return column === undefined ? 0 : (this.#rows[state * this.#stride + column] as number);
  }

  #addColumn(index: number): void {
    this.#columnOf[index] = this.columns.length;
    this.columns.push(index);
    if (this.columns.length <= this.#stride) return;
    const wider = this.#stride * 2;
    const rows = new Uint16Array((this.#rows.length / this.#stride) * wider);
    for (let state = 0; state < this.count; state++)
      rows.set(this.#rows.subarray(state * this.#stride, (state + 1) * this.#stride), state * wider);
    this.#rows = rows;
    this.#stride = wider;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let state = 0; state < this.count; state++) {
      let hash = 0;
      for (let i = 0; i < this.columns.length; i++)
        hash ^= mark(this.columns[i] as number, this.#rows[state * this.#stride + i] as number);
      let slot = hash & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = state;
    }
    this.#slots = slots;
  }
}

function grown(rows: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const more = new Uint16Array(rows.length * 2);
  more.set(rows);
  return more;
}
