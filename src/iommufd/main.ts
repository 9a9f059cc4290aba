/** drivers/iommu/iommufd/main.c, 7.3: objects, how they are published, and their short-term references. */
import {
  type Address,
  allocate,
  type Cell,
  count,
  EMPTY,
  type Errno,
  fn,
  fputSync,
  inline,
  load,
  lock,
  NULL,
  type ObjectId,
  RESERVED,
  type Ref,
  type Result,
  release,
  reserve,
  type Steps,
  store,
  unlock,
  warn,
  write,
} from '../machine/index.ts';
import { putAdded, takeAdded } from './added.ts';
import { allocation } from './inject.ts';
import { ENOENT, type Kernel, refuse } from './kernel.ts';
import { object } from './objects.ts';
import type { ObjectType } from './op_spec.ts';

export const xarrayRef = (ictx: Address): Ref => ({ role: 'xarray', by: ictx });

export const biasRef = (ictx: Address): Ref => ({ role: 'bias', by: ictx });

/** The short-term reference of whoever runs. */
const lockRef = (k: Kernel): Ref => ({ role: 'lock_obj', by: k.current });

/** _iommufd_object_alloc(): an object with users 1 and wait_cnt 1 under the lowest free ID, not yet published; or -ENOMEM. */
export const objectAlloc = fn(
  '_iommufd_object_alloc',
  function* (k: Kernel, ictx: Address, kind: ObjectType, fields: object): Steps<Address | Errno> {
    const rc = yield* allocation(k, ictx, `an object: ${kind}`);
    if (rc !== 0) return rc;
    const cell: Cell = { kind, freed: false, ...{ id: 0, home: ictx, users: 1, wait: 1 }, ...fields };
    const of = allocate(k, cell);
    yield {
      do: 'alloc',
      of,
      what: kind,
      refs: [
        { count: 'users', ref: xarrayRef(ictx) },
        { count: 'wait', ref: biasRef(ictx) },
      ],
    };
    write(k, of, { id: yield* reserve(k, ictx) });
    return of;
  },
);

/** iommufd_object_finalize(): from here any thread can find it. Cannot fail. */
export const objectFinalize = fn(
  'iommufd_object_finalize',
  function* (k: Kernel, ictx: Address, of: Address): Steps<void> {
    yield* lock(k, ictx, 'xa_lock');
    const old = yield* store(k, ictx, object(k, of).id, of);
    yield* unlock(k, ictx, 'xa_lock');
    if (old !== RESERVED) yield* warn(k, 'main.c', { why: 'the slot of the object was not reserved' });
    if (k.design.added) yield* takeAdded(k, of);
  },
);

/** iommufd_object_abort(): undo objectAlloc of an object that was never published. */
export const objectAbort = fn(
  'iommufd_object_abort',
  function* (k: Kernel, ictx: Address, of: Address): Steps<void> {
    yield* lock(k, ictx, 'xa_lock');
    const old = yield* store(k, ictx, object(k, of).id, EMPTY);
    yield* unlock(k, ictx, 'xa_lock');
    if (old !== RESERVED) yield* warn(k, 'main.c', { why: 'the slot of the object was not reserved' });
    if (!(yield* count(k, 'dec_and_test', of, 'users', xarrayRef(ictx)))) {
      if (k.design.abortOfUsed === 'leaks') {
        yield* warn(k, 'main.c', { why: 'an aborted object has users: its memory is leaked on purpose' });
        return;
      }
    }
    yield* freeObject(k, of);
  },
);

/** iommufd_object_abort_and_destroy(): with the locks that the caller holds. A file of the object goes first. */
export const objectAbortAndDestroy = fn(
  'iommufd_object_abort_and_destroy',
  function* (k: Kernel, ictx: Address, of: Address): Steps<void> {
    const { abort, destroy, filep } = k.objectOps[object(k, of).kind];
    const its = filep?.(k, of);
    if (its && its.file !== NULL) yield* fputSync(k, its.file, its.owned);
    yield* ((k.design.abortOps && abort) || destroy)(k, of);
    yield* objectAbort(k, ictx, of);
  },
);

/** _iommufd_object_alloc_ucmd(): the handler leaves it to iommufd_fops_ioctl() to publish the object, or to undo it. */
export const objectAllocUcmd: typeof objectAlloc = fn('_iommufd_object_alloc_ucmd', objectAlloc);

/** What a handler made, with 0; or an errno, and what is to be undone if it is not NULL. */
export interface Made {
  readonly of: Address;
  readonly rc: Result;
}

/** What a handler says that has nothing to undo. */
export const notMade = (rc: Errno): Made => ({ of: NULL, rc });

/**
 * Publishes what was made, or undoes it: the end of a handler that does it by hand, and of iommufd_fops_ioctl() after
 * one that used objectAllocUcmd. The ID, or the errno.
 */
export function* finish(k: Kernel, ictx: Address, { of, rc }: Made): Steps<ObjectId | Errno> {
  if (rc !== 0) {
    if (of !== NULL) yield* objectAbortAndDestroy(k, ictx, of);
    return rc;
  }
  const { id } = object(k, of);
  yield* objectFinalize(k, ictx, of);
  return id;
}

/** iommufd_lock_obj(): a short-term reference in both counters. False if the object is on its way out. */
export const lockObj = inline(
  'iommufd_lock_obj',
  function* (k: Kernel, of: Address, ref: Ref = lockRef(k)): Steps<boolean> {
    if (!(yield* count(k, 'inc_not_zero', of, 'users', ref))) return false;
    if (yield* count(k, 'inc_not_zero', of, 'wait', ref)) return true;
    yield* count(k, 'dec', of, 'users', ref);
    return false;
  },
);

/** iommufd_get_object(): the object behind an ID, with a short-term reference on it; or -ENOENT. */
export const getObject = fn(
  'iommufd_get_object',
  function* (
    k: Kernel,
    ictx: Address,
    id: ObjectId,
    type?: ObjectType,
    ref: Ref = lockRef(k),
  ): Steps<Address | Errno> {
    yield* lock(k, ictx, 'xa_lock');
    const found = load(k, ictx, id);
    const wanted = found > NULL && (type === undefined || object(k, found).kind === type);
    const locked = wanted && (yield* lockObj(k, found, ref));
    yield* unlock(k, ictx, 'xa_lock');
    if (locked) return found;
    return yield* refuse(ENOENT, ictx, `has no ${type ?? 'object'} under ID ${id}`);
  },
);

/** iommufd_put_object(): users first, wait_cnt second. */
export const putObject = inline(
  'iommufd_put_object',
  function* (k: Kernel, of: Address, ref: Ref = lockRef(k)): Steps<void> {
    yield* count(k, 'dec', of, 'users', ref);
    if (yield* count(k, 'dec_and_test', of, 'wait', ref))
      yield { do: 'wake', of, reaches: k.design.putWakes };
  },
);

/** iommufd_try_inc_users(): a reference on an object that can still be found; false if somebody is removing it. */
export const tryIncUsers = inline(
  'iommufd_try_inc_users',
  function* (k: Kernel, ictx: Address, of: Address, ref: Ref): Steps<boolean> {
    yield* lock(k, ictx, 'xa_lock');
    const found = load(k, ictx, object(k, of).id) === of;
    if (found) yield* count(k, 'inc', of, 'users', ref);
    yield* unlock(k, ictx, 'xa_lock');
    return found;
  },
);

/** kfree() of an object. */
export function* freeObject(k: Kernel, of: Address): Steps<void> {
  const { kind } = object(k, of);
  if (k.design.added) yield* putAdded(k, of);
  release(k, of);
  yield { do: 'free', of, what: kind };
}
