/** Several calls at once, each in a thread of its own: every way in which their micro-steps can take turns. */
import {
  boot,
  createTask,
  type Design,
  DIED,
  type Kernel,
  type Op,
  type Outcome,
  systemCall,
} from '../../iommufd/index.ts';
import {
  type Address,
  advance,
  createThread,
  NULL,
  type Snapshot,
  type Thread,
} from '../../machine/index.ts';
import { type Fault, faultsOf } from '../../trace/index.ts';
import { Interned } from '../engine/interned.ts';
import { Program } from '../engine/program.ts';
import { Recorder } from '../engine/recorder.ts';
import { States } from '../engine/states.ts';
import { Node, Working } from '../engine/tree.ts';
import { Variables } from '../engine/variables.ts';
import { witnessOf } from '../engine/witness.ts';
import { processIn } from '../teardown/naming.ts';
import { boundMet, type Stored, UNBOUNDED } from '../teardown/stored.ts';
import { type Clash, DEADLOCK, isFatal } from './clash.ts';
import { type Pause, pauseIn } from './pause.ts';
import type { Racer } from './racer.ts';

/** All threads are done: what each call returned, and the turns that lead there first. */
export interface Finish {
  readonly outcomes: readonly Outcome[];
  readonly state: number;
  readonly turns: readonly number[];
}

/** From where, and by whose turn. */
const BYTES_OF_TURN = 16;

/** Every interleaving of some calls from one state on. A sleep is over when nobody else can run. */
export class Race {
  readonly design: Design;
  readonly labels: ReadonlyMap<string, number>;
  states = new States();
  clashes: Clash[] = [];
  finishes: Finish[] = [];
  transitions = 0;
  /** The bound that it has stopped at, in words. */
  bound: string | null = null;
  readonly #variables: Variables;
  #working: Working;
  #racers: readonly Racer[] = [];
  readonly #ops: readonly Op[];
  readonly #tasks: readonly Address[];
  #epoch = 0;
  readonly #faults = new Interned<Fault>();
  readonly #pauses = new Interned<Pause>();
  readonly #results = new Interned<Outcome>();
  /** By state, from where and by whose turn it was met first. */
  #from: number[] = [-1];
  #turn: number[] = [-1];
  #explored = 0;

  constructor(state: Snapshot, ops: readonly Op[], design: Design, labels: ReadonlyMap<string, number>) {
    this.design = design;
    this.labels = labels;
    const k = boot(design);
    k.cells = state.slice();
    this.#ops = ops;
    this.#tasks = ops.map(() => createTask(k, 'thread', processIn(state)));
    this.#variables = new Variables(k.cells.slice());
    this.#working = new Working(this.#variables);
    this.#begin();
  }

  /** From the start again, for what is known by now of how long tables get. */
  #begin(): void {
    this.#epoch = this.#variables.epoch;
    this.#working = new Working(this.#variables);
    this.states = new States();
    this.clashes = [];
    this.finishes = [];
    this.transitions = 0;
    this.#from = [-1];
    this.#turn = [-1];
    this.#explored = 0;
    this.#racers = this.#ops.map((op, i) => {
      const root = new Node('join');
      return {
        task: this.#tasks[i] as Address,
        op: { ...op, background: true },
        places: [root],
        program: new Program(this.#variables, root),
        at: this.#variables.at(NULL, `place ${i}`),
        isWoken: this.#variables.at(NULL, `woken ${i}`),
      };
    });
    for (const { at, isWoken } of this.#racers)
      for (const variable of [at, isWoken]) this.#variables.store(variable);
    this.#working.begin();
    this.states.add(this.#working);
  }

  /** States whose turns are known. */
  get explored(): number {
    return this.#explored;
  }

  get isComplete(): boolean {
    return this.#explored === this.states.count;
  }

  get stored(): Stored {
    return { states: this.states.count, bytes: this.states.bytes + BYTES_OF_TURN * this.#turn.length };
  }

  /** Goes on for so many states at most, and stops where a bound of what is stored is met. */
  explore(count: number, most: Stored = UNBOUNDED): void {
    const end = this.#explored + count;
    while (this.#explored < end && !this.isComplete) {
      this.bound = boundMet(this.stored, most);
      if (this.bound) return;
      this.#expand(this.#explored++);
      if (this.#epoch !== this.#variables.epoch) this.#begin();
    }
  }

  /** Whose turns lead to a state, from the first micro-step on. */
  turnsTo(state: number): readonly number[] {
    const turns: number[] = [];
    for (let at = state; at > 0; at = this.#from[at] as number) turns.unshift(this.#turn[at] as number);
    return turns;
  }

  snapshotOf(state: number): Snapshot {
    this.states.load(state, this.#working);
    return this.#variables.snapshot(this.#working.now);
  }

  #placeOf({ places, at }: Racer): Node {
    return places[this.#working.now[at.column] as number] as Node;
  }

  #pauseOf(racer: Racer): Pause | undefined {
    const place = this.#placeOf(racer);
    return place.kind === 'step' ? this.#pauses.all[place.value] : undefined;
  }

  #expand(state: number): void {
    this.states.load(state, this.#working);
    const racing = this.#racers.filter((racer) => this.#placeOf(racer).kind !== 'end');
    if (racing.length === 0) {
      const outcomes = this.#racers.map((racer) => this.#results.all[this.#placeOf(racer).value] as Outcome);
      this.finishes.push({ outcomes, state, turns: this.turnsTo(state) });
      return;
    }
    const isAsleep = (racer: Racer) =>
      (this.#pauseOf(racer)?.waits ?? '').startsWith('in a sleep') &&
      this.#working.now[racer.isWoken.column] === 0;
    const awake = racing.filter((racer) => !isAsleep(racer)).filter((racer) => this.#turnOf(racer, state));
    // Time passes when nobody can do anything else.
    const moved =
      awake.length > 0 ? awake : racing.filter(isAsleep).filter((racer) => this.#turnOf(racer, state));
    if (moved.length === 0) this.clashes.push({ fault: DEADLOCK, turns: this.turnsTo(state) });
  }

  /** One micro-step of a thread. False if it has to wait for a lock. */
  #turnOf(racer: Racer, state: number): boolean {
    const working = this.#working;
    const end = this.#follow(racer, state);
    const pause = end.kind === 'step' ? (this.#pauses.all[end.value] as Pause) : undefined;
    if (pause?.waits === 'for a lock') {
      working.undo();
      return false;
    }
    this.transitions++;
    const turns = () => [...this.turnsTo(state), this.#racers.indexOf(racer)];
    const faults = working.faults.map((fault) => this.#faults.all[fault] as Fault);
    for (const fault of faults)
      if (!this.clashes.some((one) => one.fault === fault)) this.clashes.push({ fault, turns: turns() });
    if (!faults.some(isFatal)) {
      this.#stand(racer, end, pause);
      const to = this.states.add(working);
      if (to === this.#from.length) {
        this.#from.push(state);
        this.#turn.push(this.#racers.indexOf(racer));
      }
    }
    working.undo();
    return true;
  }

  #stand(racer: Racer, end: Node, pause: Pause | undefined): void {
    let place = racer.places.indexOf(end);
    if (place < 0) place = racer.places.push(end) - 1;
    this.#working.set(racer.at.column, place);
    this.#working.set(racer.isWoken.column, 0);
    if (!pause?.wakes) return;
    for (const other of this.#racers) {
      const its = this.#pauseOf(other);
      if (its?.waits === 'in a sleep, until woken' && its.of === pause.wakes)
        this.#working.set(other.isWoken.column, 1);
    }
  }

  #follow(racer: Racer, state: number): Node {
    const place = this.#placeOf(racer);
    for (let tries = 0; ; tries++) {
      const end = racer.program.follow(this.#working, place);
      if (end) return end;
      this.#working.undo();
      if (tries > 1) throw new Error(`${racer.op.name} took another way than it had just taken`);
      this.#record([...this.turnsTo(state), this.#racers.indexOf(racer)]);
      racer.program.grow();
      this.#working.begin();
    }
  }

  /** Runs all threads from the start, turn by turn, and adds what the last turn does to the tree of its thread. */
  #record(turns: readonly number[]): void {
    const k = boot(this.design);
    k.cells = this.#variables.start.slice();
    const threads = this.#racers.map(({ task, op, places }) => ({
      thread: createThread(task, systemCall(k, op, this.labels)),
      recorder: new Recorder(k, this.#variables, places[0] as Node),
    }));
    for (const turn of turns) {
      const { thread, recorder } = threads[turn] as (typeof threads)[number];
      k.watch = recorder;
      this.#advance(k, thread, recorder);
    }
  }

  #advance(k: Kernel, thread: Thread<Outcome>, recorder: Recorder): void {
    const step = advance(k, thread);
    const witness = witnessOf(k, (of) => recorder.isInUse(of, k.cells[of]));
    for (const fault of step ? faultsOf(step, witness) : [])
      if (fault.name !== 'HANG') recorder.fault(this.#faults.number(fault));
    if (step && !thread.killed) recorder.step(this.#pauses.number(pauseIn(step.effect)));
    else recorder.end(this.#results.number(thread.result?.value ?? DIED));
  }
}
