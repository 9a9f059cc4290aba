import { warn } from './log.ts';
import { fn, inline, leftOut, type Machine } from './machine.ts';
import { type Address, allocate, type Cell, change, NULL, read, release } from './memory/memory.ts';
import type { MACHINE_POINTERS, PointersOf } from './memory/pointers.ts';
import type { Ref, Steps } from './step.ts';
import { taskWorkAdd } from './task.ts';

/** struct file. `count` is its file_ref_t: 0 means DEAD. */
export interface File extends Cell, PointersOf<typeof MACHINE_POINTERS.file> {
  readonly kind: 'file';
  /** Names the entry of Machine.fops that releases it. */
  readonly fops: string;
  readonly count: number;
}

function file(machine: Machine, address: Address): File {
  return read(machine, address) as File;
}

/** alloc_empty_file(): a file with one reference, the caller's. */
export const createFile = fn(
  'alloc_empty_file',
  function* (machine: Machine, fops: string, owned: Ref): Steps<Address> {
    const cell: File = { kind: 'file', freed: false, fops, count: 1, private: NULL };
    const of = allocate(machine, cell);
    yield { do: 'alloc', of, what: 'struct file', refs: [{ count: 'count', ref: owned }] };
    return of;
  },
);

const GET = {
  name: 'get',
  apply: (count: number) => (count === 0 ? { to: 0, seen: false } : { to: count + 1, seen: true }),
};

const PUT = {
  name: 'put',
  apply: (count: number) => ({
    to: Math.max(count - 1, 0),
    seen: count === 0 ? 'dead' : count === 1 ? 'last' : 'more',
  }),
};

/** file_ref_inc(): one more reference. On a dead file it warns and revives nothing. */
function* getRef(machine: Machine, of: Address, ref: Ref): Steps<void> {
  if (machine.isLeftOut(ref)) {
    yield leftOut('get', of, 'count', ref);
    return;
  }
  const { from, to, seen: ok } = change(machine, of, 'count', GET);
  yield { do: 'count', op: 'inc', of, count: 'count', from, to, ok, ref };
  if (!ok)
    yield* warn(machine, 'include/linux/file_ref.h', {
      kind: 'file_ref',
      message: 'file_ref_inc() on a released file reference',
    });
}

/** get_file(): a reference for somebody who has one already. */
export const getFile = inline('get_file', getRef);

/** fget(): a reference on the file that a descriptor names. */
export const fget = fn('fget', getRef);

/** fget_raw(): as fget(), for a file that may have been opened with O_PATH. */
export const fgetRaw = fn('fget_raw', getRef);

/** file_ref_put(): says whether this was the last reference. A put on a dead file warns and changes nothing. */
function* putRef(machine: Machine, of: Address, ref: Ref): Steps<boolean> {
  if (machine.isLeftOut(ref)) {
    yield leftOut('put', of, 'count', ref);
    return false;
  }
  const { from, to, seen } = change(machine, of, 'count', PUT);
  yield { do: 'count', op: 'dec_and_test', of, count: 'count', from, to, ok: seen === 'last', ref };
  if (seen === 'dead')
    yield* warn(machine, 'fs/file.c', {
      kind: 'file_ref',
      message: 'imbalanced put on file reference count',
      at: '__file_ref_put',
    });
  return seen === 'last';
}

/** __fput(): the release operation, then the memory. */
export const releaseFile = fn('__fput', function* (machine: Machine, of: Address): Steps<void> {
  const { fops } = file(machine, of);
  const operations = machine.fops[fops];
  if (!operations) throw new Error(`no file operations named ${fops}`);
  yield* operations.release(machine, of);
  release(machine, of);
  yield { do: 'free', of, what: 'struct file' };
});

function* putLater(machine: Machine, of: Address, ref: Ref): Steps<void> {
  if (yield* putRef(machine, of, ref)) yield* taskWorkAdd(machine, of);
}

/** fput() of a file whose open failed: it is freed on the spot, and nothing releases what it never got. */
export const fputUnopened = fn('fput', function* (machine: Machine, of: Address, ref: Ref): Steps<void> {
  yield* putRef(machine, of, ref);
  release(machine, of);
  yield { do: 'free', of, what: 'struct file' };
});

function* putNow(machine: Machine, of: Address, ref: Ref): Steps<void> {
  if (yield* putRef(machine, of, ref)) yield* releaseFile(machine, of);
}

/** fput(): the last reference queues the release as work of the task. */
export const fput = fn('fput', putLater);

/** fput_close(): what the end of a process does with each descriptor; as fput(). */
export const fputClose = fn('fput_close', putLater);

/** fput_close_sync(): what close(2) does; the last reference releases on the spot. */
export const fputCloseSync = fn('fput_close_sync', putNow);

/** __fput_sync(): the last reference releases on the spot. */
export const fputSync = fn('__fput_sync', putNow);
