export { count, setCount, tally } from './count.ts';
export { createFile, type File, fput, fputSync, getFile } from './file.ts';
export { lock, lockShared, unlock } from './lock.ts';
export { crit, warn } from './log.ts';
export { boot, type FileOperations, fn, inline, type LockTable, type Machine } from './machine.ts';
export {
  type Address,
  allocate,
  BadPointer,
  type Cell,
  NULL,
  POISON,
  read,
  release,
  type Snapshot,
  snapshot,
  write,
} from './memory.ts';
export { type RefcountOp, SATURATED } from './refcount.ts';
export type { CountName, Effect, Ref, Step, Steps } from './step.ts';
export { close, dup, dupFd, exitFiles, fdRef, markExited, openFile, taskWorkRun } from './syscall.ts';
export { type Fd, fileOf, installFd, leader, putUnusedFd, type Task, unusedFd } from './task.ts';
export { advance, createThread, type Thread } from './thread.ts';
export { EMPTY, load, nextId, RESERVED, reserve, store, type XArray } from './xarray.ts';
