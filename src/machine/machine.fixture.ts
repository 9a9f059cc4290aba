import type { Result } from './errno.ts';
import { boot, type Machine } from './machine.ts';
import { type Address, allocate, NULL, read, snapshot, write } from './memory/memory.ts';
import { EMPTY } from './memory/table.ts';
import type { Effect, Step, Steps } from './step.ts';
import type { Task } from './task.ts';
import { advance, createThread, type Thread } from './thread.ts';

/** A machine whose current task is a process with nothing open. */
export function bootProcess(fops: Machine['fops'] = {}): Machine {
  const machine = boot(fops);
  addProcess(machine);
  return machine;
}

/** One more process, which is the current task from now on. */
export function addProcess(machine: Machine): Address {
  const process: Task = {
    kind: 'task',
    freed: false,
    name: 'process',
    leader: NULL,
    fds: [],
    work: [],
    exited: false,
  };
  const address = allocate(machine, process);
  write(machine, address, { leader: address });
  machine.current = address;
  return address;
}

/** The descriptors that name a file, or that a file is on its way to. */
export function openFds(machine: Machine): number[] {
  return (read(machine, machine.current) as Task).fds.flatMap((file, fd) => (file === EMPTY ? [] : [fd]));
}

/** An open that goes well and has nothing to do. */
// biome-ignore lint/correctness/useYield: nothing is to be seen of it
export function* opens(): Steps<Result> {
  return 0;
}

/** A thread of the current task, with nothing done yet. */
export function start<T>(machine: Machine, body: Steps<T>): Thread<T> {
  return createThread(machine.current, body);
}

/** Advances a thread until it returns, dies or waits for a lock; the state after each step is frozen. */
export function proceed<T>(machine: Machine, thread: Thread<T>): readonly Step[] {
  const steps: Step[] = [];
  for (let step = advance(machine, thread); step; step = advance(machine, thread)) {
    deepFreeze(snapshot(machine));
    steps.push(step);
    if (thread.waiting === 'lock') break;
  }
  return steps;
}

/** Runs a body to its end. Throws if it dies or waits. */
export function finish<T>(machine: Machine, body: Steps<T>): { value: T; steps: readonly Step[] } {
  const thread = start(machine, body);
  const steps = proceed(machine, thread);
  if (!thread.result) throw new Error(`${thread.stack.join(' › ') || 'the body'} did not return`);
  return { value: thread.result.value, steps };
}

/** The first line of everything that was logged, an oops included. */
export function logged(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ effect }) =>
    effect.do === 'log' ? [effect.says] : effect.do === 'oops' ? [effect.lines[0] ?? ''] : [],
  );
}

export function effects(steps: readonly Step[]): readonly Effect['do'][] {
  return steps.map(({ effect }) => effect.do);
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
