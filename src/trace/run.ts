import {
  boot,
  createTask,
  type Design,
  DIED,
  dieAfterOops,
  endsProcess,
  type Kernel,
  type Op,
  type Outcome,
  systemCall,
} from '../iommufd/index.ts';
import {
  type Address,
  advance,
  createThread,
  type Snapshot,
  type Step,
  snapshot,
  type Thread,
} from '../machine/index.ts';

/** The state after a micro-step. The first frame of a run has none: it is the freshly booted kernel. */
export interface Frame {
  readonly step: Step | null;
  readonly state: Snapshot;
  /** Index of the operation it belongs to. */
  readonly op: number;
}

export interface OpRun {
  readonly op: Op;
  /** The exit that the end of the process brings. */
  readonly implicit: boolean;
  /** Frame before its first micro-step, and frame after its last. Equal where it made none. */
  readonly first: number;
  readonly last: number;
  readonly outcome: Outcome;
  /** It never returns: it waits for a lock that nobody will give up. */
  readonly hung: boolean;
  /** Milliseconds that passed in it. */
  readonly slept: number;
}

/** Everything that happened when a scenario ran in a design. */
export interface Run {
  readonly design: Design;
  readonly ops: readonly OpRun[];
  readonly frames: readonly Frame[];
}

const EXIT: Op = { name: 'exit', operands: {}, labels: [] };

const STARTED: Outcome = { ret: 0, errno: null, out: {}, labels: {} };

/** More micro-steps than any 500 operations need; a run beyond it is our mistake. */
const MAX_STEPS = 500_000;

interface Sleeper {
  readonly thread: Thread<Outcome>;
  /** When its sleep is over. */
  readonly until: number;
}

/** Runs operations to the end of their process, which exits when they are over. Same input, same frames. */
export function run(ops: readonly Op[], design: Design): Run {
  return new Runner(design).run(ops);
}

class Runner {
  readonly #k: Kernel;
  readonly #process: Address;
  readonly #labels = new Map<string, number>();
  readonly #frames: Frame[] = [];
  readonly #done: OpRun[] = [];
  /** The operation in the background, while it sleeps. */
  #sleeper: Sleeper | undefined;
  /** What the operation in the background returned, until somebody joins it. */
  #finished: Outcome | undefined;

  constructor(design: Design) {
    this.#k = boot(design);
    this.#process = this.#k.current;
    this.#frames.push({ step: null, state: snapshot(this.#k), op: 0 });
  }

  run(ops: readonly Op[]): Run {
    const last = ops.at(-1);
    for (const op of last && endsProcess(last) ? ops : [...ops, EXIT]) {
      const first = this.#frames.length - 1;
      const from = this.#k.clock;
      const { outcome, hung } = op.background ? this.#start(op) : this.#perform(op);
      for (const label of op.labels) this.#labels.delete(label);
      for (const [label, value] of Object.entries(outcome.labels)) this.#labels.set(label, value);
      const slept = this.#k.clock - from;
      this.#done.push({
        op,
        implicit: op === EXIT,
        first,
        last: this.#frames.length - 1,
        outcome,
        hung,
        slept,
      });
      if (outcome.ret === null) break;
    }
    return { design: this.#k.design, ops: this.#done, frames: this.#frames };
  }

  #perform(op: Op): { outcome: Outcome; hung: boolean } {
    if (op.name === 'join') return this.#join();
    const task = op.name === 'kill' ? (this.#labels.get(String(op.operands.process)) ?? 0) : this.#process;
    const thread = createThread(task || this.#process, systemCall(this.#k, op, this.#labels));
    for (let ms = this.#drive(thread); ms !== undefined; ms = this.#drive(thread)) this.#wait(ms);
    if (thread.killed) {
      const dying = createThread(task, dieAfterOops(this.#k));
      for (let ms = this.#drive(dying); ms !== undefined; ms = this.#drive(dying)) this.#wait(ms);
    }
    return { outcome: thread.result?.value ?? DIED, hung: thread.waiting === 'lock' };
  }

  /** An operation in a second thread: it runs until it sleeps. */
  #start(op: Op): { outcome: Outcome; hung: boolean } {
    const task = createTask(this.#k, 'thread', this.#process);
    const thread = createThread(task, systemCall(this.#k, op, this.#labels));
    this.#carryOn(thread);
    return { outcome: STARTED, hung: false };
  }

  #carryOn(thread: Thread<Outcome>): void {
    const ms = this.#drive(thread);
    this.#sleeper = ms === undefined ? undefined : { thread, until: this.#k.clock + ms };
    if (thread.result) this.#finished = thread.result.value;
  }

  #join(): { outcome: Outcome; hung: boolean } {
    while (this.#sleeper) this.#wait(Math.max(this.#sleeper.until - this.#k.clock, 0));
    const outcome = this.#finished ?? DIED;
    this.#finished = undefined;
    return { outcome, hung: false };
  }

  /** Lets time pass; a background operation whose sleep ends in it goes on at its moment. */
  #wait(ms: number): void {
    const end = this.#k.clock + ms;
    while (this.#sleeper && this.#sleeper.until <= end) {
      this.#k.clock = this.#sleeper.until;
      this.#carryOn(this.#sleeper.thread);
    }
    this.#k.clock = end;
  }

  /** Advances a thread until it returns, dies, or waits for a lock for ever: undefined. Or sleeps: milliseconds. */
  #drive(thread: Thread<unknown>): number | undefined {
    for (let step = advance(this.#k, thread); step; step = advance(this.#k, thread)) {
      this.#frames.push({ step, state: snapshot(this.#k), op: this.#done.length });
      if (this.#frames.length > MAX_STEPS) throw new Error(`a run of more than ${MAX_STEPS} micro-steps`);
      if (step.effect.do === 'sleep') return step.effect.ms;
      if (thread.waiting === 'lock' || thread.killed) return undefined;
    }
    return undefined;
  }
}
