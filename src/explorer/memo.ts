import type { Node, Working } from './tree.ts';

/** Entries, a power of two; what collides is forgotten. */
const SIZE = 1 << 18;

/**
 * Where turns of a loop led before: to tear a context down is to go over what is left of it, and much of that was gone
 * over from other states. The place in the code and the whole state are compared, value by value.
 */
export class Memo {
  #width = 0;
  #rows = new Uint16Array(0);
  #hashes = new Int32Array(0);
  /** Number of the place, from 1; 0 for an entry that is not complete. */
  #places = new Int32Array(0);
  #states = new Int32Array(0);
  readonly #ends: Node[] = [];
  readonly #numbers = new Map<Node, number>();
  /** Entries of the call under way, and the places that they are for. */
  readonly #open: number[] = [];

  numberOf(place: Node): number {
    const known = this.#numbers.get(place);
    if (known !== undefined) return known;
    this.#numbers.set(place, this.#numbers.size + 1);
    return this.#numbers.size;
  }

  begin(width: number): void {
    this.#open.length = 0;
    if (width === this.#width) return;
    this.#width = width;
    this.#rows = new Uint16Array(width * SIZE);
    this.#hashes = new Int32Array(SIZE);
    this.#places = new Int32Array(SIZE);
    this.#states = new Int32Array(SIZE);
  }

  /** The entry of a place in a state, or -1; then one is made, to be completed when it is known where this leads. */
  find(working: Working, place: number): number {
    const { now } = working;
    const width = this.#width;
    const hash = working.hash ^ Math.imul(place, 0x9e3779b1);
    const entry = (hash ^ (hash >>> 15)) & (SIZE - 1);
    const row = entry * width;
    if (this.#places[entry] === place && this.#hashes[entry] === hash) {
      let i = 0;
      while (i < width && this.#rows[row + i] === now[i]) i++;
      if (i === width) return entry;
    }
    this.#places[entry] = 0;
    this.#hashes[entry] = hash;
    for (let i = 0; i < width; i++) this.#rows[row + i] = now[i] as number;
    this.#open.push(entry, place);
    return -1;
  }

  /** The state that an entry leads to, and the end of the call. */
  stateOf(entry: number): number {
    return this.#states[entry] as number;
  }

  endOf(entry: number): Node {
    return this.#ends[entry] as Node;
  }

  /** Completes what the call under way went through. An entry that was made twice is for its last place. */
  complete(end: Node, state: number): void {
    for (let i = 0; i < this.#open.length; i += 2) {
      const entry = this.#open[i] as number;
      this.#states[entry] = state;
      this.#ends[entry] = end;
    }
    for (let i = this.#open.length - 2; i >= 0; i -= 2) {
      const entry = this.#open[i] as number;
      if (this.#places[entry] === 0) this.#places[entry] = this.#open[i + 1] as number;
    }
    this.#open.length = 0;
  }
}
