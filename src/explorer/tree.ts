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

/** A state under change: value IDs by variable, and what it takes to undo what was done to it. */
export class Working {
  readonly variables: Variables;
  now = new Uint16Array(256);
  hash = 0;
  /** Faults on the way, in order. */
  faults: number[] = [];
  readonly freed: number[] = [];
  #log: number[] = [];

  constructor(variables: Variables) {
    this.variables = variables;
  }

  set(index: number, to: number): void {
    const from = this.now[index] as number;
    if (from === to) return;
    this.#log.push(index, from);
    this.hash ^= mark(index, from) ^ mark(index, to);
    this.now[index] = to;
  }

  get isChanged(): boolean {
    return this.#log.length > 0;
  }

  /** Every variable that was changed since `begin`, some more than once. */
  changed(see: (index: number) => void): void {
    for (let i = 0; i < this.#log.length; i += 2) see(this.#log[i] as number);
  }

  begin(): void {
    if (this.variables.all.length > this.now.length) {
      const wider = new Uint16Array(this.variables.all.length * 2);
      wider.set(this.now);
      this.now = wider;
    }
    this.#log.length = 0;
    this.faults.length = 0;
    this.freed.length = 0;
  }

  undo(): void {
    for (let i = this.#log.length - 2; i >= 0; i -= 2) {
      const index = this.#log[i] as number;
      const from = this.#log[i + 1] as number;
      this.hash ^= mark(index, this.now[index] as number) ^ mark(index, from);
      this.now[index] = from;
    }
    this.begin();
  }

  /** Follows a tree from a node to its end, which is returned. Undefined where the tree is not known so far. */
  follow(from: Node): Node | undefined {
    let node: Node | undefined = from;
    while (node) {
      switch (node.kind) {
        case 'test':
          node = node.next[this.now[(node.variable as Variable).index] as number];
          break;
        case 'change': {
          const change = node.change as Change;
          const { index } = change.variable;
          const id = this.now[index] as number;
          if (change.to[id] === undefined) this.variables.fill(change, id);
          this.set(index, change.to[id] as number);
          node = node.next[change.seen[id] as number];
          break;
        }
        case 'set': {
          const { index, field, address, values } = node.variable as Variable;
          this.set(index, node.value);
          if (field === 'freed' && values[node.value] === true) this.freed.push(address);
          node = node.next[0];
          break;
        }
        case 'fault':
          this.faults.push(node.value);
          node = node.next[0];
          break;
        case 'join':
          node = node.next[0];
          break;
        case 'step':
        case 'end':
          return node;
      }
    }
    return undefined;
  }

  /** Nobody can reach freed memory: what it held makes no difference between two states. */
  forgetFreed(): void {
    for (const address of this.freed)
      for (const { field, index } of this.variables.of(address).values())
        if (field !== 'freed') this.set(index, 0);
  }
}

/** What one value of one variable adds to the hash of a state; nothing for the value of the start. */
export function mark(index: number, id: number): number {
  if (id === 0) return 0;
  let h = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(id, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return h ^ (h >>> 15);
}
