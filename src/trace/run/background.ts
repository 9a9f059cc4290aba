import { endsProcess, type Op, type Outcome } from '../../iommufd/index.ts';
import type { Effect, Thread } from '../../machine/index.ts';

/** An operation in a second thread of the process. */
export interface Background {
  readonly thread: Thread<Outcome>;
  /** It is under way, or stands behind the one that is. */
  runs: boolean;
  /** What it sleeps in, and when that is over; undefined once it has returned, died, or waits for a lock for ever. */
  sleep: Sleep | undefined;
  until: number | undefined;
}

/** Of an operation that is switched off: nothing was called, so nothing returned. */
export const OFF: Outcome = { ret: null, errno: null, out: {}, labels: {} };

/** What `bg` returns: another thread makes the call. */
export const STARTED: Outcome = { ret: 0, errno: null, out: {}, labels: {} };

/** What an operation returns that names a thread or process that does not exist. */
export const NOBODY: Outcome = { ...STARTED, ret: -1, errno: 'ESRCH' };

export type Sleep = Extract<Effect, { do: 'sleep' }>;

/** It was preempted, or waited for a lock: it may go on. */
export function isReady({ thread, runs, sleep }: Background): boolean {
  return !runs && !sleep && !thread.result && !thread.killed;
}

/** Whether a step ends a sleep before its time. */
export function isWoken({ of, untilWoken }: Sleep, effect: Effect | undefined): boolean {
  return untilWoken === true && effect?.do === 'wake' && effect.of === of;
}

/** What one thread can do by itself. The rest is about whole processes, whichever of their threads asks for it. */
export function isThreads(op: Op): boolean {
  return !endsProcess(op) && !['kill', 'resume', 'join'].includes(op.name);
}
