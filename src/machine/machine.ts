import { type Address, allocate, type Cell, createMemory, type Memory, NULL } from './memory.ts';
import type { Ref, Steps } from './step.ts';

export interface FileOperations {
  /** Runs when the last reference on the file is gone. */
  release(machine: Machine, file: Address): Steps<void>;
}

/** One booted kernel: its memory, the files it knows how to release, and who runs now. */
export interface Machine extends Memory {
  readonly fops: Readonly<Record<string, FileOperations>>;
  /** References that are neither taken nor put, to see what would be without them: a role, or `access->ictx 9`. */
  readonly uncounted: ReadonlySet<string>;
  /** The task that runs, or between micro-steps the one that ran last. */
  current: Address;
  /** Milliseconds since boot. Only sleeping moves it. */
  clock: number;
}

/** The lock table lives in memory like everything else that a thread can observe. */
export const LOCKS: Address = 1;

export interface LockTable extends Cell {
  readonly kind: 'locks';
  /** `${address}.${name}` to the tasks that hold it, with whether they share it. */
  readonly held: Readonly<Record<string, { readonly by: readonly Address[]; readonly shared: boolean }>>;
}

export function boot(fops: Machine['fops'], uncounted: Machine['uncounted'] = new Set()): Machine {
  const machine: Machine = { ...createMemory(), fops, uncounted, current: NULL, clock: 0 };
  const locks: LockTable = { kind: 'locks', freed: false, held: {} };
  allocate(machine, locks);
  return machine;
}

/** Whether a reference is left out. */
export function isUncounted({ uncounted }: Machine, { role, by }: Ref): boolean {
  return uncounted.size > 0 && (uncounted.has(role) || uncounted.has(`${role} ${by}`));
}

const inlined = new Set<string>();

/** A function that the compiler inlines: on the stack for the reader, but never the RIP of a warning. */
export function isInlined(name: string): boolean {
  return inlined.has(name);
}

type KernelFunction<M extends Machine, A extends unknown[], T> = (machine: M, ...args: A) => Steps<T>;

/** Gives a kernel function its name on the stack for as long as it runs; an oops leaves the stack as it was. */
export function fn<M extends Machine, A extends unknown[], T>(
  name: string,
  body: KernelFunction<M, A, T>,
): KernelFunction<M, A, T> {
  return function* (machine, ...args) {
    const { stack } = machine;
    stack.push(name);
    const result = yield* body(machine, ...args);
    stack.pop();
    return result;
  };
}

/** As `fn`, for a static inline or a macro. */
export function inline<M extends Machine, A extends unknown[], T>(
  name: string,
  body: KernelFunction<M, A, T>,
): KernelFunction<M, A, T> {
  inlined.add(name);
  return fn(name, body);
}
