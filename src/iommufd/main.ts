/** drivers/iommu/iommufd/main.c, 7.3: objects, their two counters, and the one function that removes them. */
import {
  type Address,
  allocate,
  type Cell,
  count,
  crit,
  EMPTY,
  fn,
  inline,
  load,
  lock,
  NULL,
  RESERVED,
  type Ref,
  release,
  reserve,
  type Steps,
  setCount,
  store,
  unlock,
  warn,
  write,
} from '../machine/index.ts';
import { EBUSY, ENOENT, type Kernel } from './kernel.ts';
import { object } from './objects.ts';
import type { ObjectType } from './op_spec.ts';

/** iommufd_object_dec_wait() gives a straggler this long, in ms (since d9df72c6acd6). */
const DESTROY_TIMEOUT = 60_000;

const REMOVE_WAIT = 1;
const REMOVE_OBJ_TOMBSTONE = 2;

export const xarrayRef = (ictx: Address): Ref => ({ role: 'xarray', by: ictx });

const biasRef = (ictx: Address): Ref => ({ role: 'bias', by: ictx });

const lockRef = (k: Kernel): Ref => ({ role: 'lock_obj', by: k.current });

/** _iommufd_object_alloc(): an object with users 1 and wait_cnt 1 under the lowest free ID, not yet published. */
export const objectAlloc = fn(
  '_iommufd_object_alloc',
  function* (k: Kernel, ictx: Address, kind: ObjectType, fields: object): Steps<Address> {
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
    if (old !== RESERVED) yield* warn(k, 'main.c', 'the slot of the object was not reserved');
  },
);

/** iommufd_object_abort(): undo objectAlloc of an object that was never published. */
export const objectAbort = fn(
  'iommufd_object_abort',
  function* (k: Kernel, ictx: Address, of: Address): Steps<void> {
    yield* lock(k, ictx, 'xa_lock');
    const old = yield* store(k, ictx, object(k, of).id, EMPTY);
    yield* unlock(k, ictx, 'xa_lock');
    if (old !== RESERVED) yield* warn(k, 'main.c', 'the slot of the object was not reserved');
    if (!(yield* count(k, 'dec_and_test', of, 'users', xarrayRef(ictx)))) {
      yield* warn(k, 'main.c', 'an aborted object has users: its memory is leaked on purpose');
      return;
    }
    yield* free(k, of);
  },
);

/** iommufd_object_abort_and_destroy(). */
export const objectAbortAndDestroy = fn(
  'iommufd_object_abort_and_destroy',
  function* (k: Kernel, ictx: Address, of: Address): Steps<void> {
    const { abort, destroy } = k.objectOps[object(k, of).kind];
    yield* (abort ?? destroy)(k, of);
    yield* objectAbort(k, ictx, of);
  },
);

/** iommufd_lock_obj(): a short-term reference in both counters. False if the object is on its way out. */
export const lockObj = inline('iommufd_lock_obj', function* (k: Kernel, of: Address): Steps<boolean> {
  if (!(yield* count(k, 'inc_not_zero', of, 'users', lockRef(k)))) return false;
  if (yield* count(k, 'inc_not_zero', of, 'wait', lockRef(k))) return true;
  yield* count(k, 'dec', of, 'users', lockRef(k));
  return false;
});

/** iommufd_get_object(): the object behind an ID, with a short-term reference on it; or -ENOENT. */
export const getObject = fn(
  'iommufd_get_object',
  function* (k: Kernel, ictx: Address, id: number, type?: ObjectType): Steps<Address> {
    yield* lock(k, ictx, 'xa_lock');
    const found = load(k, ictx, id);
    const wanted = found > NULL && (type === undefined || object(k, found).kind === type);
    const locked = wanted && (yield* lockObj(k, found));
    yield* unlock(k, ictx, 'xa_lock');
    return locked ? found : ENOENT;
  },
);

/** iommufd_put_object(): users first, wait_cnt second. */
export const putObject = inline('iommufd_put_object', function* (k: Kernel, of: Address): Steps<void> {
  yield* count(k, 'dec', of, 'users', lockRef(k));
  if (yield* count(k, 'dec_and_test', of, 'wait', lockRef(k))) yield { do: 'wake', of };
});

/** iommufd_object_dec_wait(): drop the bias and wait for short-term references. 0 or -EBUSY after 60 s. */
const objectDecWait = fn(
  'iommufd_object_dec_wait',
  function* (k: Kernel, ictx: Address, of: Address): Steps<number> {
    if (yield* count(k, 'dec_and_test', of, 'wait', biasRef(ictx))) return 0;
    yield { do: 'sleep', of, ms: DESTROY_TIMEOUT };
    if (object(k, of).wait === 0) return 0;
    yield* crit(k, 'iommufd: Time out waiting for iommufd object to become free');
    yield* count(k, 'inc', of, 'wait', biasRef(ictx));
    return EBUSY;
  },
);

function* free(k: Kernel, of: Address): Steps<void> {
  const { kind } = object(k, of);
  release(k, of);
  yield { do: 'free', of, what: kind };
}

/** The type's destroy op and the memory: what follows every removal from the xarray. */
export function* destroyAndFree(k: Kernel, of: Address): Steps<void> {
  yield* k.objectOps[object(k, of).kind].destroy(k, of);
  yield* free(k, of);
}

/**
 * iommufd_object_remove(): the one way an object leaves the xarray, but for the release sweep. With `toDestroy` the
 * caller owns a reference on it, `owned`, and gives it up whatever comes of this. 0, -ENOENT or -EBUSY.
 */
const objectRemove = fn(
  'iommufd_object_remove',
  function* (
    k: Kernel,
    ictx: Address,
    toDestroy: Address,
    id: number,
    flags: number,
    owned: Ref | null,
  ): Steps<number> {
    let zeroed = false;
    if (flags & REMOVE_WAIT) {
      if ((yield* objectDecWait(k, ictx, toDestroy)) !== 0) {
        yield* count(k, 'dec', toDestroy, 'users', owned);
        return EBUSY;
      }
      zeroed = true;
    }
    yield* lock(k, ictx, 'xa_lock');
    const cur = load(k, ictx, id);
    let rc = 0;
    if (toDestroy !== NULL) {
      yield* count(k, 'dec', cur, 'users', owned);
      if (cur !== toDestroy) {
        yield* warn(k, 'main.c', 'another object has the ID');
        rc = ENOENT;
      }
    } else if (cur === EMPTY || cur === RESERVED) rc = ENOENT;
    if (rc === 0 && !(yield* count(k, 'dec_if_one', cur, 'users', xarrayRef(ictx)))) rc = EBUSY;
    if (rc !== 0) {
      if (zeroed) yield* setCount(k, cur, 'wait', biasRef(ictx));
      yield* unlock(k, ictx, 'xa_lock');
      return rc;
    }
    yield* store(k, ictx, id, flags & REMOVE_OBJ_TOMBSTONE ? RESERVED : EMPTY);
    yield* unlock(k, ictx, 'xa_lock');
    if (!zeroed && (yield* objectDecWait(k, ictx, cur)) !== 0) {
      yield* warn(k, 'main.c', 'short-term users do not go away: the object is leaked on purpose');
      return EBUSY;
    }
    yield* destroyAndFree(k, cur);
    return 0;
  },
);

/** iommufd_object_destroy_user(): an owner destroys its object; it may not fail. */
export const objectDestroyUser = inline(
  'iommufd_object_destroy_user',
  function* (k: Kernel, ictx: Address, of: Address, owned: Ref): Steps<void> {
    const rc = yield* objectRemove(k, ictx, of, object(k, of).id, REMOVE_WAIT, owned);
    if (rc !== 0) yield* warn(k, 'iommufd_private.h:253');
  },
);

/** iommufd_object_put_and_try_destroy(): drop a user and destroy the object if only the xarray is left. */
export const objectPutAndTryDestroy = inline(
  'iommufd_object_put_and_try_destroy',
  function* (k: Kernel, ictx: Address, of: Address, owned: Ref): Steps<void> {
    yield* objectRemove(k, ictx, of, object(k, of).id, 0, owned);
  },
);

/** iommufd_destroy(): the IOMMU_DESTROY ioctl. It never waits for permission. */
export const destroyIoctl = fn(
  'iommufd_destroy',
  function* (k: Kernel, ictx: Address, id: number): Steps<number> {
    return yield* objectRemove(k, ictx, NULL, id, 0, null);
  },
);
