import { Footprint } from './footprint.ts';
import type { SuffixCache } from './suffix_cache.ts';
import type { Node, Working } from './tree.ts';
import type { Change, Variable, Variables } from './variables.ts';

/*
 * Instructions, each followed by its operands. A target is an index into the code; index 0 holds UNKNOWN, the target
 * of every branch that was not recorded.
 * TEST: column, number of targets, targets by value ID. CHANGE: column, number of the change, number of targets,
 * targets by the ID of what is seen. SET: column, value ID. FREE: as SET, and the address. FAULT: its number.
 * JUMP: target. STOP: number of the node. TURN: number of the node at which a turn of a loop begins.
 */
const UNKNOWN = 0;
const TEST = 1;
const CHANGE = 2;
const SET = 3;
const FREE = 4;
const FAULT = 5;
const JUMP = 6;
const STOP = 7;
const TURN = 8;

/**
 * A tree compiled to instructions. A variable that no code ever stores is not tested, since it has the value of the
 * start state. The program is compiled anew when the tree has grown or a variable is stored for the first time.
 */
export class Program {
  readonly #variables: Variables;
  readonly #root: Node;
  #code = new Int32Array([UNKNOWN]);
  #stops: Node[] = [];
  #changes: Change[] = [];
  #turns: Node[] = [];
  #footprint = new Footprint(0);
  /** Where a call goes on: at its root, and after each of its steps. */
  #entries = new Map<Node, number>();
  #width = -1;

  constructor(variables: Variables, root: Node) {
    this.#variables = variables;
    this.#root = root;
  }

  get root(): Node {
    return this.#root;
  }

  /** What the ways through it that are known look at and change. */
  get footprint(): Footprint {
    if (this.#width !== this.#variables.width) this.#write();
    return this.#footprint;
  }

  /** The tree has grown. */
  grow(): void {
    this.#width = -1;
  }

  /**
   * Goes on from a node to the next step or the end, which is returned. Undefined where the way is not known so far.
   * With `suffixes` what is freed is forgotten from turn to turn of a loop: right as long as nobody looks at it again.
   */
  follow(working: Working, from: Node, suffixes: SuffixCache | null = null): Node | undefined {
    if (this.#width !== this.#variables.width) this.#write();
    const code = this.#code;
    const changes = this.#changes;
    const turns = this.#turns;
    const { now } = working;
    let at = this.#entries.get(from) ?? 0;
    for (;;) {
      switch (code[at]) {
        case TEST: {
          const id = now[code[at + 1] as number] as number;
          at = id < (code[at + 2] as number) ? (code[at + 3 + id] as number) : 0;
          break;
        }
        case CHANGE: {
          const column = code[at + 1] as number;
          const change = changes[code[at + 2] as number] as Change;
          const id = now[column] as number;
          if (change.to[id] === undefined) this.#variables.fill(change, id);
          working.set(column, change.to[id] as number);
          const seen = change.seen[id] as number;
          at = seen < (code[at + 3] as number) ? (code[at + 4 + seen] as number) : 0;
          break;
        }
        case SET:
          working.set(code[at + 1] as number, code[at + 2] as number);
          at += 3;
          break;
        case FREE:
          working.free(code[at + 1] as number, code[at + 2] as number, code[at + 3] as number);
          at += 4;
          break;
        case FAULT:
          working.faults.push(code[at + 1] as number);
          at += 2;
          break;
        case JUMP:
          at = code[at + 1] as number;
          break;
        case STOP:
          return this.#stops[code[at + 1] as number];
        case TURN:
          if (suffixes && working.freed > 0 && working.faults.length === 0) {
            working.forgetFreed();
            if (suffixes.find(turns[code[at + 1] as number] as Node, at, working))
              return suffixes.end as Node;
          }
          at += 2;
          break;
        default:
          return undefined;
      }
    }
  }

  #write(): void {
    this.#width = this.#variables.width;
    const writer = new Writer(this.#variables);
    this.#entries = new Map();
    this.#entries.set(this.#root, writer.entry(this.#root));
    for (const [i, stop] of writer.stops.entries()) {
      const next = stop.kind === 'step' ? stop.next[0] : undefined;
      if (next) this.#entries.set(stop, writer.entry(next));
      // What is written for one step can hold more of them.
      if (i > 1_000_000) throw new RangeError('a call of a million steps');
    }
    this.#stops = writer.stops;
    this.#changes = writer.changes;
    this.#turns = writer.turns;
    this.#footprint = writer.footprint;
    this.#code = Int32Array.from(writer.code);
  }
}

class Writer {
  readonly code: number[] = [UNKNOWN];
  readonly stops: Node[] = [];
  readonly changes: Change[] = [];
  readonly turns: Node[] = [];
  readonly footprint: Footprint;
  readonly #variables: Variables;
  /** Where the nodes stand that several ways lead to. */
  readonly #joins = new Map<Node, number>();
  readonly #waiting: { readonly place: number; readonly node: Node }[] = [];

  constructor(variables: Variables) {
    this.#variables = variables;
    this.footprint = new Footprint(variables.width);
  }

  /** Writes everything that follows from a node, and says where it begins. */
  entry(node: Node): number {
    const at = this.#way(node);
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop())
      this.code[next.place] = this.#way(next.node);
    return at;
  }

  /** A way is written once its place is known: with a list of what waits no tree is too deep. */
  #later(place: number, node: Node | undefined): void {
    if (node) this.#waiting.push({ place, node });
  }

  #way(from: Node): number {
    const known = this.#joins.get(from);
    if (known !== undefined) return known;
    const begin = this.code.length;
    for (let node: Node | undefined = from; node; ) {
      if (node.kind === 'join') {
        const at = this.#joins.get(node);
        if (at !== undefined) {
          this.code.push(JUMP, at);
          return begin;
        }
        this.#joins.set(node, this.code.length);
        this.code.push(TURN, this.turns.length);
        this.turns.push(node);
        node = node.next[0];
      } else if (node.kind === 'test' && (node.variable?.column ?? -1) < 0) node = node.next[0];
      else if (node.kind === 'set' || node.kind === 'fault') {
        this.#act(node);
        node = node.next[0];
      } else {
        this.#branch(node);
        return begin;
      }
    }
    this.code.push(UNKNOWN);
    return begin;
  }

  #act({ kind, variable, value }: Node): void {
    if (kind === 'fault') this.code.push(FAULT, value);
    else {
      const { column, field, values, address } = variable as Variable;
      this.footprint.changes(column);
      if (field === 'freed' && values[value] === true) {
        this.code.push(FREE, column, value, address);
        this.footprint.frees(address, this.#variables);
      } else this.code.push(SET, column, value);
    }
  }

  #branch(node: Node): void {
    const { code } = this;
    if (node.kind === 'step' || node.kind === 'end') {
      code.push(STOP, this.stops.length);
      this.stops.push(node);
      return;
    }
    const variable = node.variable as Variable;
    this.footprint.looksAt(variable);
    if (node.kind === 'test') code.push(TEST, variable.column);
    else {
      this.footprint.changes(variable.column);
      code.push(CHANGE, variable.column, this.changes.length);
      this.changes.push(node.change as Change);
    }
    code.push(node.next.length);
    const ways = code.length;
    for (let i = 0; i < node.next.length; i++) code.push(UNKNOWN);
    for (let i = 0; i < node.next.length; i++) this.#later(ways + i, node.next[i]);
  }
}
