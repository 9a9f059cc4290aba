import { oopsLog } from './log.ts';
import type { Machine } from './machine.ts';
import { type Address, BadPointer } from './memory/memory.ts';
import type { Effect, Step, Steps } from './step.ts';

/** One flow of control in the kernel, advanced a micro-step at a time. Several can take turns on one machine. */
export interface Thread<T> {
  readonly task: Address;
  readonly stack: string[];
  readonly body: Steps<T>;
  /** What a thread that cannot go on just now waits for. */
  waiting: 'lock' | 'sleep' | undefined;
  /** Set when the body returned. */
  result: { readonly value: T } | undefined;
  /** An oops ended it: its locks stay held for ever. */
  killed: boolean;
}

export function createThread<T>(task: Address, body: Steps<T>): Thread<T> {
  return { task, stack: [], body, waiting: undefined, result: undefined, killed: false };
}

function stepOf(machine: Machine, { task, stack }: Thread<unknown>, effect: Effect): Step {
  return { task, stack: [...stack], effect, touched: [...machine.touched] };
}

/** Runs to the next micro-step and says what it was; undefined when the thread has returned or died. */
export function advance<T>(machine: Machine, thread: Thread<T>): Step | undefined {
  if (thread.result || thread.killed) return undefined;
  machine.current = thread.task;
  machine.stack = thread.stack;
  machine.touched = [];
  try {
    const next = thread.body.next();
    if (next.done) {
      thread.result = { value: next.value };
      return undefined;
    }
    const effect = next.value;
    thread.waiting = effect.do === 'blocked' ? 'lock' : effect.do === 'sleep' ? 'sleep' : undefined;
    return stepOf(machine, thread, effect);
  } catch (error) {
    if (!(error instanceof BadPointer)) throw error;
    thread.killed = true;
    return stepOf(machine, thread, { do: 'oops', address: error.address, ...oopsLog(machine, error) });
  }
}
