import type { Fault } from '../../trace/index.ts';

/** A context that nothing frees: it shows once the process has exited. */
export interface Leak {
  readonly name: 'LEAK';
  readonly because: string;
}

/** Something went wrong: the turns that lead there, by number of the thread, micro-step by micro-step. */
export interface Clash {
  readonly fault: Fault | Leak;
  readonly turns: readonly number[];
}

/** Every thread waits for a lock. */
export const DEADLOCK: Fault = {
  name: 'HANG',
  because: 'no thread can go on: each waits for a lock',
  ms: Number.POSITIVE_INFINITY,
};

/** What follows from it cannot be told: freed memory was used, or the kernel died in the middle of a call. */
export const isFatal = ({ name, kills }: Fault) => name === 'UAF' || kills === true;
