import type { Op, Outcome } from '../iommufd/index.ts';
import type { Snapshot } from '../machine/index.ts';
import { Code } from './code.ts';
import type { Fault } from './faults.ts';
import { Growing } from './growing.ts';
import { Program } from './program.ts';
import type { Action, Call, Need, Probe, Start } from './start.ts';
import { States } from './states.ts';
import { Sweeps, UNSEEN } from './sweeps.ts';
import { Node, Working } from './tree.ts';

/** From one state to another, or to itself where a call is refused. */
export interface Edges {
  /** By state, where its edges begin; one more entry ends the last. */
  readonly first: Int32Array;
  readonly action: Uint16Array;
  /** LOST where nothing sensible can follow: freed memory was used, or the process waits for ever. */
  readonly to: Int32Array;
  /** Index of the outcome in `results`. */
  readonly result: Uint16Array;
}

export const LOST = -1;

/** A fault that was met, on the edge that met it. */
export interface Met {
  readonly fault: Fault;
  readonly edge: number;
}

/** A call that is tried in a state and taken back, and did not do what it should. */
export interface Unmapped {
  readonly state: number;
  readonly op: Op;
  readonly because: string;
}

/** All that can happen after a start, action by action. States are numbered in the order they were met: layer by layer. */
export class Exploration {
  readonly start: Start;
  readonly states = new States();
  readonly met: Met[] = [];
  readonly unmapped: Unmapped[] = [];
  readonly code: Code;
  readonly #first = new Growing((length) => new Int32Array(length));
  readonly #action = new Growing((length) => new Uint16Array(length));
  readonly #to = new Growing((length) => new Int32Array(length));
  readonly #result = new Growing((length) => new Uint16Array(length));
  readonly #via = new Growing((length) => new Int32Array(length));
  readonly #working: Working;
  readonly #sweeps = new Sweeps();
  readonly #calls: readonly Call[];
  #programs: readonly Program[];
  #epoch = 0;

  constructor(start: Start) {
    this.start = start;
    this.code = new Code(start.design, start.variables, start.labels);
    this.#working = new Working(start.variables);
    this.#calls = [...start.actions, ...start.probes];
    this.#programs = this.#unknown();
    this.#working.begin();
    this.states.add(this.#working);
    this.#via.push(-1);
    this.#first.push(0);
  }

  /** The edges so far. */
  get edges(): Edges {
    return {
      first: this.#first.numbers,
      action: this.#action.numbers,
      to: this.#to.numbers,
      result: this.#result.numbers,
    };
  }

  /** By state, the edge on which it was met first; -1 for the start. */
  get via(): Int32Array {
    return this.#via.numbers;
  }

  /** Bytes that the edges take. */
  get edgeBytes(): number {
    const all = [this.#first, this.#action, this.#to, this.#result, this.#via];
    return all.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** States whose edges are known. */
  get explored(): number {
    return this.#first.length - 1;
  }

  get isComplete(): boolean {
    return this.explored === this.states.count;
  }

  /** Goes on for so many states at most. */
  explore(most: number): void {
    const end = Math.min(this.explored + most, Number.MAX_SAFE_INTEGER);
    while (this.explored < end && !this.isComplete) this.#expand(this.explored);
  }

  #expand(state: number): void {
    const working = this.#working;
    const { actions } = this.start;
    this.states.load(state, working);
    for (let i = 0; i < actions.length; i++) {
      const action = actions[i] as Action;
      if (!this.#canDo(action)) continue;
      const end = this.#sweep(i) ?? this.#follow(i, action);
      const edge = this.#to.length;
      const to = working.faults.length > 0 && this.#isLost(edge) ? LOST : this.#arrive(edge, end);
      this.#action.push(i);
      this.#to.push(to);
      this.#result.push(end.value);
      working.undo();
    }
    this.#first.push(this.#to.length);
    for (const [i, probe] of this.start.probes.entries())
      if (this.#canDo(probe)) this.#probe(state, actions.length + i, probe);
  }

  /** Takes down what went wrong on the way, and says whether anything sensible can follow. */
  #isLost(edge: number): boolean {
    const faults = this.#working.faults.map((fault) => this.code.faults[fault] as Fault);
    for (const fault of faults) this.met.push({ fault, edge });
    return faults.some((fault) => isUseAfterFree(fault) || fault.ms === Number.POSITIVE_INFINITY);
  }

  #probe(state: number, i: number, probe: Probe): void {
    const isPinned = probe.pinned.some((need) => this.#isMet(need));
    const { errno } = this.code.results[this.#follow(i, probe).value] as Outcome;
    const fault = this.#working.faults[0];
    const because =
      fault !== undefined
        ? this.code.faults[fault]?.because
        : isPinned === (errno === 'EBUSY')
          ? undefined
          : isPinned
            ? `a queue has pinned the range, and unmapping it returns ${errno ?? 'success'}`
            : `no queue has pinned the range, and unmapping it returns ${errno}`;
    if (because !== undefined) this.unmapped.push({ state, op: probe.op, because });
    this.#working.undo();
  }

  #isMet({ variable, isMet }: Need): boolean {
    return isMet(variable.column < 0 ? 0 : (this.#working.now[variable.column] as number));
  }

  #arrive(edge: number, end: Node): number {
    const working = this.#working;
    const sweeps = this.#sweeps;
    if (sweeps.to === UNSEEN) working.forgetFreed();
    const to = sweeps.to === UNSEEN ? this.states.add(working) : sweeps.to;
    if (to === this.#via.length) this.#via.push(edge);
    if (working.faults.length === 0) sweeps.tell(to, end);
    return to;
  }

  /** The actions that lead to a state, the shortest way, from the start. */
  pathTo(state: number): readonly Action[] {
    const path: Action[] = [];
    const { via, edges, start } = this;
    for (let edge = via[state] as number; edge >= 0; edge = via[this.fromOf(edge)] as number)
      path.push(start.actions[edges.action[edge] as number] as Action);
    return path.reverse();
  }

  /** The state that an edge leaves. */
  fromOf(edge: number): number {
    const first = this.#first.numbers;
    let low = 0;
    let high = first.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((first[middle] as number) <= edge) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The cells of a state. What freed memory holds is not kept. */
  snapshotOf(state: number): Snapshot {
    this.states.load(state, this.#working);
    return this.start.variables.snapshot(this.#working.now);
  }

  #canDo({ needs, oneOf, unless }: Call): boolean {
    for (const need of needs) if (!this.#isMet(need)) return false;
    for (const need of unless) if (this.#isMet(need)) return false;
    for (const need of oneOf) if (this.#isMet(need)) return true;
    return oneOf.length === 0;
  }

  /** Follows an action from what is known of turns of loops, as long as nobody looks at what is freed. */
  #sweep(i: number): Node | undefined {
    const working = this.#working;
    const sweeps = this.#sweeps;
    const program = this.#programs[i] as Program;
    sweeps.begin();
    const end = program.follow(working, program.root, sweeps);
    if (end && !working.faults.some((fault) => isUseAfterFree(this.code.faults[fault] as Fault))) return end;
    working.undo();
    sweeps.begin();
    return undefined;
  }

  #follow(i: number, { task, op }: Call): Node {
    const working = this.#working;
    for (let tries = 0; ; tries++) {
      const program = this.#programs[i] as Program;
      const end = program.follow(working, program.root);
      if (end) return end;
      working.undo();
      if (tries > 1) throw new Error(`${op.name} took another way than it had just taken`);
      this.code.record(program.root, task, op, working);
      program.grow();
      if (this.start.variables.epoch !== this.#epoch) {
        this.#epoch = this.start.variables.epoch;
        this.#programs = this.#unknown();
        tries = -1;
      }
      working.begin();
    }
  }

  #unknown(): readonly Program[] {
    return this.#calls.map(() => new Program(this.start.variables, new Node('join')));
  }
}

const isUseAfterFree = ({ name }: Fault) => name === 'UAF';
