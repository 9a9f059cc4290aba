import type { Machine } from './machine.ts';
import { type Address, type Cell, NULL, read, write } from './memory.ts';
import type { Steps } from './step.ts';

export interface Fd {
  readonly fd: number;
  /** NULL while the number is taken and no file is installed yet. */
  readonly file: Address;
}

/** A process: its descriptor table and the work it owes before it returns to user space. */
export interface Task extends Cell {
  readonly kind: 'task';
  readonly name: string;
  /** Ascending by fd. */
  readonly fds: readonly Fd[];
  /** task_work: files whose release waits, newest first; that is the order they run in. */
  readonly work: readonly Address[];
  readonly exited: boolean;
}

/** Lowest descriptor a scenario gets: 0 to 2 are the process's own. */
const FIRST_FD = 3;

export function task(machine: Machine, address: Address): Task {
  return read(machine, address) as Task;
}

/** fdget(): the file behind a descriptor, or undefined for EBADF. */
export function fileOf(machine: Machine, fd: number): Address | undefined {
  return task(machine, machine.current).fds.find((entry) => entry.fd === fd)?.file || undefined;
}

function setFd(machine: Machine, fd: number, file: Address): void {
  const others = task(machine, machine.current).fds.filter((entry) => entry.fd !== fd);
  write(machine, machine.current, { fds: [...others, { fd, file }].toSorted((a, b) => a.fd - b.fd) });
}

/** get_unused_fd_flags(): takes the lowest free number, so that no other thread gets it. */
export function unusedFd(machine: Machine): number {
  const taken = new Set(task(machine, machine.current).fds.map((entry) => entry.fd));
  let fd = FIRST_FD;
  while (taken.has(fd)) fd++;
  setFd(machine, fd, NULL);
  return fd;
}

/** put_unused_fd(): a number that got no file is free again. */
export function putUnusedFd(machine: Machine, fd: number): void {
  const { fds } = task(machine, machine.current);
  write(machine, machine.current, { fds: fds.filter((entry) => entry.fd !== fd) });
}

/** fd_install(): the table takes over a reference that the caller already has. */
export function* installFd(machine: Machine, fd: number, file: Address): Steps<void> {
  setFd(machine, fd, file);
  yield { do: 'set', of: machine.current, field: `fd ${fd}`, from: NULL, to: file };
}

/** Takes a descriptor out of the table; its reference is the caller's now. */
export function* removeFd(machine: Machine, fd: number): Steps<void> {
  const file = fileOf(machine, fd) ?? NULL;
  putUnusedFd(machine, fd);
  yield { do: 'set', of: machine.current, field: `fd ${fd}`, from: file, to: NULL };
}

/** task_work_add(): queue a file's release. */
export function* taskWorkAdd(machine: Machine, file: Address): Steps<void> {
  const { work } = task(machine, machine.current);
  write(machine, machine.current, { work: [file, ...work] });
  yield { do: 'call', what: 'will be released before the process returns to user space', of: file };
}

/** Takes the whole list, as task_work_run() does in one exchange. */
export function takeWork(machine: Machine): readonly Address[] {
  const { work } = task(machine, machine.current);
  if (work.length) write(machine, machine.current, { work: [] });
  return work;
}
