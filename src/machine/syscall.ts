import type { Errno, Result } from './errno.ts';
import { createFile, fgetRaw, fputClose, fputCloseSync, fputUnopened, getFile, releaseFile } from './file.ts';
import { loop } from './loop.ts';
import { fn, type Machine } from './machine.ts';
import { type Address, write } from './memory/memory.ts';
import { readAt, writeAt } from './memory/table.ts';
import type { Ref, Steps } from './step.ts';
import { fileOf, installFd, leader, nextFd, putUnusedFd, removeFd, takeWork, unusedFd } from './task.ts';

/** The reference that a descriptor table entry has on its file. */
export function fdRef(machine: Machine, fd: number): Ref {
  return { role: 'fd', by: leader(machine), nth: fd };
}

/** task_work_run(): releases that were put off, newest first, until none is left. */
export const taskWorkRun = fn('task_work_run', function* (machine: Machine): Steps<void> {
  yield* loop(machine, takeWork(machine), function* ([file, ...rest]) {
    if (file === undefined) return { end: undefined };
    yield* releaseFile(machine, file);
    return { next: rest.length > 0 ? rest : takeWork(machine) };
  });
});

/**
 * A new file under a new descriptor, which is returned; `open` runs before anybody can find the file. What `open` is
 * refused with, negative, is returned after the file and the number are given back.
 */
export function* openFile(
  machine: Machine,
  fops: string,
  open: (file: Address) => Steps<Result>,
): Steps<number | Errno> {
  const fd = unusedFd(machine);
  const file = yield* createFile(machine, fops, fdRef(machine, fd));
  const rc = yield* open(file);
  if (rc !== 0) {
    putUnusedFd(machine, fd);
    yield* fputUnopened(machine, file, fdRef(machine, fd));
    return rc;
  }
  yield* installFd(machine, fd, file);
  return fd;
}

/** dup(2): the new descriptor, or undefined for a bad one. */
export const dup = fn('__x64_sys_dup', function* (machine: Machine, old: number): Steps<number | undefined> {
  const file = fileOf(machine, old);
  if (file === undefined) return undefined;
  const fd = unusedFd(machine);
  yield* fgetRaw(machine, file, fdRef(machine, fd));
  yield* installFd(machine, fd, file);
  return fd;
});

/** close(2): false for a bad descriptor. A last reference is released inside the call. */
export const close = fn('__x64_sys_close', function* (machine: Machine, fd: number): Steps<boolean> {
  const file = fileOf(machine, fd);
  if (file === undefined) return false;
  yield* removeFd(machine, fd);
  yield* fputCloseSync(machine, file, fdRef(machine, fd));
  return true;
});

/** exit_files(): descriptors in ascending order, each release put off. */
export const exitFiles = fn('exit_files', function* (machine: Machine): Steps<void> {
  yield* loop(machine, 0, function* (from) {
    const fd = nextFd(machine, machine.current, from);
    if (fd === undefined) return { end: undefined };
    const file = yield* removeFd(machine, fd);
    yield* fputClose(machine, file, fdRef(machine, fd));
    return { next: fd + 1 };
  });
});

/** dup_fd(): a child's descriptors, each with a reference of its own. */
export const dupFd = fn('dup_fd', function* (machine: Machine, child: Address): Steps<void> {
  let inherited = 0;
  for (
    let fd = nextFd(machine, leader(machine), 0);
    fd !== undefined;
    fd = nextFd(machine, leader(machine), fd + 1)
  ) {
    const file = readAt(machine, leader(machine), 'fds', fd);
    yield* getFile(machine, file, { role: 'fd', by: child, nth: fd });
    writeAt(machine, child, 'fds', fd, file);
    inherited++;
  }
  yield { do: 'set', of: child, field: 'fds', from: 0, to: inherited };
});

/** The task is gone. */
export function* markExited(machine: Machine): Steps<void> {
  write(machine, machine.current, { exited: true });
  yield { do: 'set', of: machine.current, field: 'exited', from: false, to: true };
}
