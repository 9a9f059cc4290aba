import type { Address } from '../../machine/index.ts';
import type { Change, Variable, Variables } from './variables.ts';

/**
 * What code does, as a tree of what it looks at: each node is one access to the state, and its branches are what the
 * code can learn from it. It is grown by running the code, branch by branch, and then stands for it: a state that
 * takes a known path needs no code to be run. Loops lead back to where a turn begins, so the tree is a graph.
 */
export type Kind = 'test' | 'change' | 'set' | 'fault' | 'join' | 'step' | 'end';

export class Node {
  readonly kind: Kind;
  /** The variable that is looked at or changed. */
  readonly variable: Variable | null;
  /** For `set` the ID of the value, for `fault`, `step` and `end` what it is. */
  readonly value: number;
  readonly change: Change | null;
  /** By the ID of the value that a test found, or of what a change let be seen; [0] where there is one way on. */
  readonly next: (Node | undefined)[] = [];
  /** Where a loop begins: its turns by cursor, and what follows it by result. */
  turns: Map<string, Node> | null = null;

  constructor(kind: Kind, variable: Variable | null = null, value = 0, change: Change | null = null) {
    this.kind = kind;
    this.variable = variable;
    this.value = value;
    this.change = change;
  }
}

/** A state under change: value IDs by column, and what it takes to undo what was done to it. */
export class Working {
  readonly variables: Variables;
  now = new Uint16Array(0);
  hash = 0;
  /** The greatest value ID that was ever stored. */
  greatest = 0;
  /** Faults on the way, in order. */
  readonly faults: number[] = [];
  /** How many cells were freed on the way, and not forgotten so far. */
  freed = 0;
  #freed = new Int32Array(64);
  /** Columns that were changed, each with the value that it had. */
  #log = new Int32Array(1024);
  #logged = 0;
  #begun = 0;
  /** By column, what one more in it adds to the hash. */
  #weights = new Int32Array(0);

  constructor(variables: Variables) {
    this.variables = variables;
  }

  set(column: number, to: number): void {
    const from = this.now[column] as number;
    if (from === to) return;
    if (this.#logged === this.#log.length) this.#log = longer(this.#log);
    this.#log[this.#logged++] = column;
    this.#log[this.#logged++] = from;
    this.hash = (this.hash + Math.imul(to - from, this.#weights[column] as number)) | 0;
    this.now[column] = to;
    if (to > this.greatest) this.greatest = to;
  }

  /** Makes a state the one that is worked on. */
  load(rows: Uint8Array | Uint16Array, row: number, width: number, hash: number): void {
    this.begin();
    const { now } = this;
    for (let i = 0; i < width; i++) now[i] = rows[row + i] as number;
    now.fill(0, width, this.variables.width);
    this.hash = hash;
    this.#begun = hash;
  }

  /** What is done from here on can be undone. */
  begin(): void {
    if (this.variables.width > this.now.length) this.#widen(this.variables.width * 2);
    this.#logged = 0;
    this.#begun = this.hash;
    if (this.faults.length > 0) this.faults.length = 0;
    this.freed = 0;
  }

  undo(): void {
    for (let i = this.#logged - 2; i >= 0; i -= 2)
      this.now[this.#log[i] as number] = this.#log[i + 1] as number;
    this.hash = this.#begun;
    this.begin();
  }

  /** Frees a cell: stores so in a column of its own. */
  free(column: number, to: number, address: number): void {
    this.set(column, to);
    if (this.freed === this.#freed.length) this.#freed = longer(this.#freed);
    this.#freed[this.freed++] = address;
  }

  /** Nobody can reach freed memory: what it held makes no difference between two states. */
  forgetFreed(): void {
    for (let i = 0; i < this.freed; i++) {
      const columns = this.variables.contentOf(this.#freed[i] as Address);
      for (let k = 0; k < columns.length; k++) this.set(columns[k] as number, 0);
    }
    this.freed = 0;
  }

  #widen(width: number): void {
    const wider = new Uint16Array(width);
    wider.set(this.now);
    this.now = wider;
    this.#weights = Int32Array.from(wider, (_, column) => scrambled(column + 1));
  }
}

function longer(log: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(log.length * 2);
  more.set(log);
  return more;
}

/** Another number for each, in which each bit depends on all bits of the given one. */
export function scrambled(number: number): number {
  let h = Math.imul(number, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return h ^ (h >>> 15);
}
