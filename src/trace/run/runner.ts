import {
  boot,
  createTask,
  type Design,
  DIED,
  dieAfterOops,
  EXIT,
  endsProcess,
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
  type Step,
  type Task,
  type Thread,
} from '../../machine/index.ts';
import {
  type Background,
  isReady,
  isThreads,
  isWoken,
  NOBODY,
  OFF,
  type Sleep,
  STARTED,
} from './background.ts';
import { drained } from './drained.ts';
import type { Frame, OpRun, Run } from './frame.ts';
import { Preemption } from './preemption.ts';
import { States } from './states.ts';

interface Ended {
  readonly outcome: Outcome;
  readonly hung: boolean;
}

const MAX_STEPS = 500_000;

/** Micro-steps in a part. */
const PART = 256;

/** Runs operations, once. */
export class Runner {
  readonly #k: Kernel;
  readonly #process: Address;
  readonly #labels = new Map<string, number>();
  readonly #frames: Frame[] = [];
  readonly #states = new States();
  readonly #done: OpRun[] = [];
  /** Operations in the background that nobody has joined yet, oldest first. */
  readonly #background: Background[] = [];

  constructor(design: Design) {
    this.#k = boot(design);
    this.#process = this.#k.current;
    this.#record(null);
  }

  *run(ops: readonly Op[]): Generator<undefined, Run> {
    const last = ops.at(-1);
    for (const [i, op] of (last && endsProcess(last) ? ops : [...ops, EXIT]).entries()) {
      const first = this.#frames.length - 1;
      const from = this.#k.clock;
      const { outcome, hung } = op.off ? { outcome: OFF, hung: false } : yield* this.#do(op);
      const slept = this.#k.clock - from;
      this.#done.push({
        op,
        implicit: i === ops.length,
        first,
        last: this.#frames.length - 1,
        outcome,
        hung,
        slept,
      });
      if (outcome.ret === null && !op.off) break;
    }
    return { design: this.#k.design, ops: this.#done, frames: this.#frames };
  }

  *#do(op: Op): Generator<undefined, Ended> {
    const ended = op.background && isThreads(op) ? this.#start(op) : yield* this.#perform(op);
    for (const label of op.labels) this.#labels.delete(label);
    for (const [label, value] of Object.entries(ended.outcome.labels)) this.#labels.set(label, value);
    return ended;
  }

  *#perform(op: Op): Generator<undefined, Ended> {
    if (op.name === 'join') return this.#join();
    if (op.name === 'resume') return this.#goOn(op);
    const task = op.name === 'kill' ? this.#child(op) : this.#process;
    if (task === undefined) return this.#nobody('has no such living child');
    if (endsProcess(op)) this.#settle();
    const thread = createThread(task, systemCall(this.#k, op, this.#labels));
    yield* this.#toEnd(thread);
    if (thread.killed) {
      this.#settle();
      this.#die(task);
    }
    return { outcome: thread.result?.value ?? DIED, hung: thread.waiting === 'lock' };
  }

  #nobody(why: string): Ended {
    const of = this.#process;
    this.#push({ task: of, stack: [], effect: { do: 'refuse', of, errno: 'ESRCH', why }, touched: [] });
    return { outcome: NOBODY, hung: false };
  }

  #push(step: Step): void {
    this.#record(step);
    for (const one of this.#background)
      if (one.sleep && isWoken(one.sleep, step.effect)) one.until = this.#k.clock;
    if (this.#frames.length > MAX_STEPS) throw new Error(`a run of more than ${MAX_STEPS} steps`);
  }

  #record(step: Step | null): void {
    const states = this.#states;
    const frame = states.push(this.#k.cells);
    this.#frames.push({
      step,
      op: this.#done.length,
      get state() {
        return states.at(frame);
      },
    });
  }

  /** The child that an operation names, while it lives. */
  #child({ operands }: Op): Address | undefined {
    const address = (this.#labels.get(String(operands.process)) ?? NULL) as Address;
    const cell = this.#k.cells[address];
    return cell?.kind === 'task' && !(cell as Task).exited ? address : undefined;
  }

  /** An operation in a second thread: it runs until it sleeps, or is preempted. */
  #start(op: Op): Ended {
    const task = createTask(this.#k, 'thread', this.#process);
    const thread = createThread(task, systemCall(this.#k, op, this.#labels));
    const one: Background = { thread, runs: false, sleep: undefined, until: undefined };
    this.#background.push(one);
    this.#carryOn(one, op.preempted);
    return { outcome: STARTED, hung: false };
  }

  #carryOn(one: Background, until?: Op['preempted']): void {
    const preemption = new Preemption(until);
    one.runs = true;
    one.sleep = drained(this.#drive(one.thread, preemption));
    one.runs = false;
    const missed = preemption.missed(one.thread);
    if (missed) this.#push(missed);
    one.until = one.sleep && this.#k.clock + one.sleep.ms;
    if (one.thread.killed) this.#die(one.thread.task);
  }

  /** Lets one operation in the background go on; where it sleeps, its time passes. */
  #goOn({ operands: { thread = 0n, steps = 1n }, preempted }: Op): Ended {
    const one = this.#background[Number(thread)];
    if (!one || one.thread.result || one.thread.killed)
      return this.#nobody(`has no thread ${thread} in the background that could go on`);
    if (one.until !== undefined) this.#k.clock = Math.max(this.#k.clock, one.until);
    this.#carryOn(one, preempted ?? Number(steps));
    return { outcome: STARTED, hung: false };
  }

  /** Waits for the oldest operation in the background. If that died in the kernel, the process goes with it. */
  #join(): Ended {
    const [one] = this.#background;
    if (!one) return this.#nobody('has nothing in the background');
    this.#await(one);
    this.#background.shift();
    if (one.thread.killed) {
      this.#settle();
      this.#die(this.#process);
    }
    return { outcome: one.thread.result?.value ?? DIED, hung: one.thread.waiting === 'lock' };
  }

  /** The descriptors of a process go with its last thread: those that sleep in the kernel come back first. */
  #settle(): void {
    for (const one of this.#background) this.#await(one);
  }

  /** Lets an operation in the background go on, and time pass, until it is over. */
  #await(one: Background): void {
    if (isReady(one)) this.#carryOn(one);
    while (one.until !== undefined) this.#pass(one.until);
  }

  /** Resumes the preempted threads, now that another waits. Returns whether any of them got further. */
  #resume(): boolean {
    const from = this.#frames.length;
    for (const one of this.#background.filter(isReady)) this.#carryOn(one);
    return this.#frames.slice(from).some(({ step }) => step?.effect.do !== 'blocked');
  }

  #die(task: Address): void {
    drained(this.#toEnd(createThread(task, dieAfterOops(this.#k))));
  }

  *#toEnd(thread: Thread<unknown>): Generator<undefined, void> {
    for (let sleep = yield* this.#drive(thread); sleep; sleep = yield* this.#drive(thread))
      this.#pass(this.#k.clock + sleep.ms, sleep);
  }

  /**
   * Lets time pass until `end`, or until what somebody sleeps in is woken; a background operation whose sleep ends
   * before that goes on at its moment.
   */
  #pass(end: number, sleep?: Sleep): void {
    const from = this.#frames.length;
    const isOver = () =>
      sleep !== undefined && this.#frames.slice(from).some(({ step }) => isWoken(sleep, step?.effect));
    this.#resume();
    for (let next = this.#first(end); next && !isOver(); next = this.#first(end)) {
      this.#k.clock = Math.max(this.#k.clock, next.until ?? 0);
      this.#carryOn(next);
    }
    if (isOver()) return;
    this.#k.clock = Math.max(this.#k.clock, end);
  }

  /** The background operation whose sleep is over first, if that is by then. */
  #first(end: number): Background | undefined {
    const due = ({ until }: Background) => until ?? Number.POSITIVE_INFINITY;
    const [next] = this.#background.toSorted((a, b) => due(a) - due(b));
    return next && due(next) <= end ? next : undefined;
  }

  /** Advances a thread until it returns, dies, is preempted, or waits for a lock for ever: undefined. Or sleeps. */
  *#drive(thread: Thread<unknown>, preemption = new Preemption()): Generator<undefined, Sleep | undefined> {
    while (!preemption.isDue) {
      const step = advance(this.#k, thread);
      if (!step) return undefined;
      this.#push(step);
      preemption.see(step);
      if (this.#frames.length % PART === 0) yield;
      if (step.effect.do === 'sleep') return step.effect;
      if (thread.killed || (thread.waiting === 'lock' && !this.#resume())) return undefined;
    }
    return undefined;
  }
}
