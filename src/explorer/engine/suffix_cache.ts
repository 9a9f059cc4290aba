import { type Node, scrambled, type Working } from './tree.ts';

/** Places; a power of two. */
const PLACES = 1 << 14;

/** Turns of one call of which it is told how they end. */
const MOST_TURNS = 64;

/** Nothing is known, or nothing so far. */
export const UNSEEN = -1;

/**
 * Where a call ends from a turn of its loop on, by the turn and all values at its beginning. A release goes over many
 * objects, and most of its turns begin as a turn of another release did. A cache with one entry a place: the newest
 * stays, and a hit compares every value.
 */
export class SuffixCache {
  /** The state in which the call under way ends, once that is found, and how it ends there. */
  to = UNSEEN;
  end: Node | null = null;
  #width = 0;
  #rows = new Uint16Array(0);
  readonly #hashes = new Int32Array(PLACES);
  readonly #turns: (Node | null)[] = Array(PLACES).fill(null);
  readonly #ends: (Node | null)[] = Array(PLACES).fill(null);
  /** The states in which the calls ended. */
  readonly #to = new Int32Array(PLACES).fill(UNSEEN);
  /** Turns of the call under way. */
  #count = 0;
  /** Places that the call under way has gone through. */
  readonly #through = new Int32Array(MOST_TURNS);
  #passed = 0;

  /** Whether it is known how a call ends whose turn begins like this. If not, it can be told later. */
  find(turn: Node, salt: number, working: Working): boolean {
    // Most calls free one object at most: there is nothing to be gained.
    if (this.#count++ === 0 || this.#passed === MOST_TURNS) return false;
    const { now, hash, variables } = working;
    const { width } = variables;
    if (width !== this.#width) this.#forget(width);
    const place = scrambled(hash + salt) & (PLACES - 1);
    const row = place * width;
    const rows = this.#rows;
    if (this.#hashes[place] === hash && this.#turns[place] === turn && this.#to[place] !== UNSEEN) {
      let i = 0;
      while (i < width && rows[row + i] === now[i]) i++;
      if (i === width) {
        this.to = this.#to[place] as number;
        this.end = this.#ends[place] as Node;
        return true;
      }
    }
    for (let i = 0; i < width; i++) rows[row + i] = now[i] as number;
    this.#hashes[place] = hash;
    this.#turns[place] = turn;
    this.#to[place] = UNSEEN;
    this.#through[this.#passed++] = place;
    return false;
  }

  /** A call begins. */
  begin(): void {
    this.to = UNSEEN;
    this.#count = 0;
    this.#passed = 0;
  }

  /** The call has ended, without anything going wrong. */
  tell(to: number, end: Node): void {
    for (let i = 0; i < this.#passed; i++) {
      const place = this.#through[i] as number;
      this.#to[place] = to;
      this.#ends[place] = end;
    }
  }

  #forget(width: number): void {
    this.#width = width;
    this.#rows = new Uint16Array(PLACES * width);
    this.#to.fill(UNSEEN);
    this.#passed = 0;
  }
}
