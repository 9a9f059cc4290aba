export { count, setCount, tally } from './count.ts';
export { type Errno, errno, isErr, type Result } from './errno.ts';
export { createFile, type File, fget, fput, fputSync, getFile } from './file.ts';
export { lock, lockShared, unlock } from './lock.ts';
export { crit, warn } from './log.ts';
export { loop } from './loop.ts';
export {
  boot,
  type FileOperations,
  fn,
  inline,
  isKernelFunction,
  kernelFunctions,
  type LockTable,
  leftOut,
  type Machine,
} from './machine.ts';
export { NO_ID, type ObjectId } from './memory/id.ts';
export {
  type Address,
  allocate,
  allocations,
  BadPointer,
  type Cell,
  entries,
  type Field,
  isPoison,
  kindOf,
  living,
  NULL,
  POISON,
  peek,
  type Rule,
  read,
  release,
  type Snapshot,
  type Watch,
  write,
} from './memory/memory.ts';
export { MACHINE_POINTERS, type Pointers, type PointersOf } from './memory/pointers.ts';
export { append, contains, EMPTY, readAt, remove, writeAt } from './memory/table.ts';
export { load, nextId, RESERVED, reserve, store, type XArray } from './memory/xarray.ts';
export { type RefcountOp, SATURATED } from './refcount.ts';
export type { CountName, Effect, LogKind, Ref, Step, Steps } from './step.ts';
export { close, dup, dupFd, exitFiles, fdRef, markExited, openFile, taskWorkRun } from './syscall.ts';
export { fileOf, installFd, leader, putUnusedFd, type Task, unusedFd } from './task.ts';
export { advance, createThread, type Thread } from './thread.ts';
