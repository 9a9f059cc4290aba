import type { Op, Outcome } from '../../iommufd/index.ts';
import type { Snapshot } from '../../machine/index.ts';
import type { Fault } from '../../trace/index.ts';
import { Code } from '../engine/code.ts';
import { Independence } from '../engine/independence.ts';
import { Program } from '../engine/program.ts';
import { States } from '../engine/states.ts';
import { SuffixCache, UNSEEN } from '../engine/suffix_cache.ts';
import { Node, Working } from '../engine/tree.ts';
import { type Edges, LOST, StateGraph } from './graph.ts';
import type { Action, Call, Need, Probe, Start } from './start.ts';
import { boundMet, type Stored, UNBOUNDED } from './stored.ts';

export { LOST } from './graph.ts';

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
  /** The bound that it has stopped at, in words. */
  bound: string | null = null;
  readonly code: Code;
  readonly #graph = new StateGraph();
  readonly #working: Working;
  readonly #suffixes = new SuffixCache();
  readonly #independence: Independence;
  /** What code did when actions were last compared. */
  #compared = 0;
  readonly #calls: readonly Call[];
  #programs: readonly Program[];
  #epoch = 0;

  constructor(start: Start) {
    this.start = start;
    this.code = new Code(start.design, start.variables, start.labels);
    this.#working = new Working(start.variables);
    this.#independence = new Independence(this.#graph, start.actions);
    this.#calls = [...start.actions, ...start.probes];
    this.#programs = this.#unknown();
    this.#working.begin();
    this.states.add(this.#working);
  }

  /** Where the code of each call begins, by action and then by probe. */
  get roots(): readonly Node[] {
    return this.#programs.map(({ root }) => root);
  }

  /** The edges so far. */
  get edges(): Edges {
    return this.#graph.edges;
  }

  /** By state, the edge on which it was met first; -1 for the start. */
  get via(): Int32Array {
    return this.#graph.via.numbers;
  }

  get stored(): Stored {
    return { states: this.states.count, bytes: this.states.bytes + this.#graph.bytes };
  }

  /** States whose edges are known. */
  get explored(): number {
    return this.#graph.first.length - 1;
  }

  get isComplete(): boolean {
    return this.explored === this.states.count;
  }

  /** Goes on for so many states at most, and stops where a bound of what is stored is met. */
  explore(count: number, most: Stored = UNBOUNDED): void {
    const end = this.explored + count;
    while (this.explored < end && !this.isComplete) {
      this.bound = boundMet(this.stored, most);
      if (this.bound) return;
      this.#expand(this.explored);
    }
  }

  #expand(state: number): void {
    const { actions, probes } = this.start;
    const independence = this.#independence;
    const graph = this.#graph;
    this.states.load(state, this.#working);
    independence.enter(state);
    for (let i = 0; i < actions.length; i++) {
      const known = independence.look(i);
      if (known === 'edge') graph.add(i, independence.to, independence.result);
      else if (known === 'nothing' && this.#canDo(actions[i] as Action)) this.#do(state, i);
    }
    graph.first.push(graph.to.length);
    for (const [i, probe] of probes.entries())
      if (this.#canDo(probe)) this.#probe(state, actions.length + i, probe);
    if (this.code.runs === this.#compared) return;
    this.#compared = this.code.runs;
    independence.compare(this.#programs);
  }

  #do(state: number, i: number): void {
    const working = this.#working;
    const end = this.#sweep(i) ?? this.#follow(i, this.start.actions[i] as Action);
    const isLost = working.faults.length > 0 && this.#isLost();
    this.#graph.add(i, isLost ? LOST : this.#arrive(state, end), end.value);
    working.undo();
  }

  /** Takes down what went wrong on the way, and says whether anything sensible can follow. */
  #isLost(): boolean {
    const edge = this.#graph.to.length;
    this.#independence.setFaulty(edge);
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

  #arrive(from: number, end: Node): number {
    const working = this.#working;
    const suffixes = this.#suffixes;
    if (suffixes.to === UNSEEN) working.forgetFreed();
    const to = suffixes.to === UNSEEN ? this.states.add(working) : suffixes.to;
    const { via, parent, to: edges } = this.#graph;
    if (to === via.length) {
      via.push(edges.length);
      parent.push(from);
    }
    if (working.faults.length === 0) suffixes.tell(to, end);
    return to;
  }

  /** The actions that lead to a state, the shortest way, from the start. */
  pathTo(state: number): readonly Action[] {
    const path: Action[] = [];
    const { via, parent, action } = this.#graph;
    for (let at = state; via.at(at) >= 0; at = parent.at(at))
      path.push(this.start.actions[action.at(via.at(at))] as Action);
    return path.reverse();
  }

  /** The state that an edge leaves. */
  fromOf(edge: number): number {
    const { first } = this.edges;
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
    const suffixes = this.#suffixes;
    const program = this.#programs[i] as Program;
    suffixes.begin();
    const end = program.follow(working, program.root, suffixes);
    if (end && !working.faults.some((fault) => isUseAfterFree(this.code.faults[fault] as Fault))) return end;
    working.undo();
    suffixes.begin();
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
        this.#independence.beginAnew();
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
