import { createFile, fput, fputSync, getFile, releaseFile } from './file.ts';
import { fn, type Machine } from './machine.ts';
import { type Address, NULL, write } from './memory.ts';
import type { Ref, Steps } from './step.ts';
import { fileOf, installFd, leader, removeFd, takeWork, task, unusedFd } from './task.ts';

/** The reference that a descriptor table entry has on its file. */
export function fdRef(machine: Machine, fd: number): Ref {
  return { role: 'fd', by: leader(machine), nth: fd };
}

/** task_work_run(): releases that were put off, newest first, until none is left. */
export const taskWorkRun = fn('task_work_run', function* (machine: Machine): Steps<void> {
  for (let work = takeWork(machine); work.length > 0; work = takeWork(machine))
    for (const file of work) yield* releaseFile(machine, file);
});

/** A new file under a new descriptor, which is returned; `open` runs before anybody can find the file. */
export function* openFile(
  machine: Machine,
  fops: string,
  open: (file: Address) => Steps<void>,
): Steps<number> {
  const fd = unusedFd(machine);
  const file = yield* createFile(machine, fops, fdRef(machine, fd));
  yield* open(file);
  yield* installFd(machine, fd, file);
  return fd;
}

/** dup(2): the new descriptor, or -1 for a bad one. */
export const dup = fn('ksys_dup', function* (machine: Machine, old: number): Steps<number> {
  const file = fileOf(machine, old);
  if (file === undefined) return -1;
  const fd = unusedFd(machine);
  yield* getFile(machine, file, fdRef(machine, fd));
  yield* installFd(machine, fd, file);
  return fd;
});

/** close(2): false for a bad descriptor. A last reference is released inside the call. */
export const close = fn('close', function* (machine: Machine, fd: number): Steps<boolean> {
  const file = fileOf(machine, fd);
  if (file === undefined) return false;
  yield* removeFd(machine, fd);
  yield* fputSync(machine, file, fdRef(machine, fd));
  return true;
});

/** exit_files(): descriptors in ascending order, each release put off. */
export const exitFiles = fn('exit_files', function* (machine: Machine): Steps<void> {
  for (const { fd, file } of task(machine, machine.current).fds) {
    if (file === NULL) continue;
    yield* removeFd(machine, fd);
    yield* fput(machine, file, fdRef(machine, fd));
  }
});

/** dup_fd(): a child's descriptors, each with a reference of its own. */
export const dupFd = fn('dup_fd', function* (machine: Machine, child: Address): Steps<void> {
  const fds = task(machine, leader(machine)).fds.filter(({ file }) => file !== NULL);
  for (const { fd, file } of fds) yield* getFile(machine, file, { role: 'fd', by: child, nth: fd });
  write(machine, child, { fds });
  yield { do: 'set', of: child, field: 'fds', from: 0, to: fds.length };
});

/** The task is gone. */
export function* markExited(machine: Machine): Steps<void> {
  write(machine, machine.current, { exited: true });
  yield { do: 'set', of: machine.current, field: 'exited', from: false, to: true };
}
