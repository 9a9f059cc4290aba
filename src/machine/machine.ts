import { type Address, allocate, type Cell, createMemory, type Memory, NULL } from './memory/memory.ts';
import type { MACHINE_POINTERS, PointersOf } from './memory/pointers.ts';
import type { CountName, Effect, Ref, Steps } from './step.ts';

/** struct file_operations, of which the emulator needs one. */
export interface FileOperations {
  /** Runs when the last reference on the file is gone. */
  release(machine: Machine, file: Address): Steps<void>;
}

/** One booted kernel: its memory, the files it knows how to release, and who runs now. */
export interface Machine extends Memory {
  readonly fops: Readonly<Record<string, FileOperations>>;
  /** Whether a reference is neither taken nor put, to see what would be without it. */
  isLeftOut(ref: Ref): boolean;
  /** Lines that a real kernel was recorded printing. */
  readonly recordedLines: ReadonlySet<string>;
  /** Functions that the compiler inlines and that ran: on the stack for the reader, but never the RIP of a warning. */
  readonly inlined: Set<string>;
  /** The task that runs, or between micro-steps the one that ran last. */
  current: Address;
  /** Milliseconds since boot. Only sleeping moves it. */
  clock: number;
}

/** The lock table lives in memory like everything else that a thread can observe. */
export const LOCKS = 1 as Address;

/** The cell that says which locks are held, and by whom. */
export interface LockTable extends Cell {
  readonly kind: 'locks';
  /** `${address}.${name}` to the tasks that hold it, with whether they share it. */
  readonly held: Readonly<
    Record<string, PointersOf<typeof MACHINE_POINTERS.lock> & { readonly shared: boolean }>
  >;
}

export function boot(
  fops: Machine['fops'],
  isLeftOut: Machine['isLeftOut'] = () => false,
  recordedLines: Machine['recordedLines'] = new Set(),
): Machine {
  const machine: Machine = {
    ...createMemory(),
    fops,
    isLeftOut,
    recordedLines,
    inlined: new Set(),
    current: NULL,
    clock: 0,
  };
  const locks: LockTable = { kind: 'locks', freed: false, held: {} };
  allocate(machine, locks);
  return machine;
}

/** The step at which a reference that is left out would be taken, or put. */
export function leftOut(op: 'get' | 'put', of: Address, count: CountName, ref: Ref): Effect {
  return { do: 'uncounted', op, of, count, ref, because: `this design leaves ${ref.role} out` };
}

const named = new Set<string>();

/** Whether there is a kernel function of that name. */
export function isKernelFunction(name: string): boolean {
  return named.has(name);
}

/** The names of all kernel functions, sorted. */
export function kernelFunctions(): readonly string[] {
  return [...named].sort();
}

type KernelFunction<M extends Machine, A extends unknown[], T> = (machine: M, ...args: A) => Steps<T>;

/** Gives a kernel function its name on the stack for as long as it runs; an oops leaves the stack as it was. */
export function fn<M extends Machine, A extends unknown[], T>(
  name: string,
  body: KernelFunction<M, A, T>,
): KernelFunction<M, A, T> {
  named.add(name);
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
  const run = fn(name, body);
  return (machine, ...args) => {
    machine.inlined.add(name);
    return run(machine, ...args);
  };
}
