import type { Machine } from './machine.ts';
import { type Address, type Cell, NULL, read, write } from './memory/memory.ts';
import type { MACHINE_POINTERS, PointersOf } from './memory/pointers.ts';
import { EMPTY, prepend, readAt, roomOf, writeAt } from './memory/table.ts';
import { RESERVED } from './memory/xarray.ts';
import type { Steps } from './step.ts';

/** A process: its descriptor table and the work it owes before it returns to user space. */
export interface Task extends Cell, PointersOf<typeof MACHINE_POINTERS.task> {
  readonly kind: 'task';
  readonly name: string;
  readonly exited: boolean;
}

/** Lowest descriptor a scenario gets: 0 to 2 are the process's own. */
const FIRST_FD = 3;

/** The task whose descriptor table the running one uses. */
export function leader(machine: Machine): Address {
  return task(machine, machine.current).leader;
}

function task(machine: Machine, address: Address): Task {
  return read(machine, address) as Task;
}

/** fdget(): the file behind a descriptor, or undefined for EBADF. */
export function fileOf(machine: Machine, fd: number): Address | undefined {
  const file = fd < 0 ? EMPTY : readAt(machine, leader(machine), 'fds', fd);
  return file > NULL ? file : undefined;
}

/** The first descriptor of a task from `from` on that names a file. */
export function nextFd(machine: Machine, task: Address, from: number): number | undefined {
  const room = roomOf(machine, task, 'fds');
  for (let fd = from; fd < room; fd++) if (readAt(machine, task, 'fds', fd) > NULL) return fd;
  return undefined;
}

/** get_unused_fd_flags(): takes the lowest free number, so that no other thread gets it. */
export function unusedFd(machine: Machine): number {
  let fd = FIRST_FD;
  while (readAt(machine, leader(machine), 'fds', fd) !== EMPTY) fd++;
  writeAt(machine, leader(machine), 'fds', fd, RESERVED);
  return fd;
}

/** put_unused_fd(): a number that got no file is free again. */
export function putUnusedFd(machine: Machine, fd: number): void {
  writeAt(machine, leader(machine), 'fds', fd, EMPTY);
}

/** fd_install(): the table takes over a reference that the caller already has. */
export function* installFd(machine: Machine, fd: number, file: Address): Steps<void> {
  writeAt(machine, leader(machine), 'fds', fd, file);
  yield { do: 'set', of: leader(machine), field: `fd ${fd}`, from: NULL, to: file };
}

/** Takes a descriptor out of the table; its reference is the caller's now. */
export function* removeFd(machine: Machine, fd: number): Steps<Address> {
  const file = fileOf(machine, fd) ?? NULL;
  putUnusedFd(machine, fd);
  yield { do: 'set', of: leader(machine), field: `fd ${fd}`, from: file, to: NULL };
  return file;
}

/** task_work_add(): queue a file's release. */
export function* taskWorkAdd(machine: Machine, file: Address): Steps<void> {
  prepend(machine, machine.current, 'work', file);
  const when = 'on the way to user space or, at exit, in exit_task_work';
  yield { do: 'call', what: `is left to the work of its task, which runs ${when}`, of: file };
}

/** Takes the whole list, as task_work_run() does in one exchange. */
export function takeWork(machine: Machine): readonly Address[] {
  const { work } = task(machine, machine.current);
  if (work.length) write(machine, machine.current, { work: [] });
  return work;
}
