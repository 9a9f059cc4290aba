/** How objects leave the xarray: drivers/iommu/iommufd/main.c, 7.3. The release sweep is the only other way. */
import {
  type Address,
  count,
  crit,
  EMPTY,
  fn,
  inline,
  isErr,
  load,
  lock,
  NULL,
  type ObjectId,
  RESERVED,
  type Ref,
  type Result,
  type Steps,
  setCount,
  store,
  unlock,
  warn,
  write,
} from '../machine/index.ts';
import { EBUSY, ENOENT, type Kernel, refuse } from './kernel.ts';
import { biasRef, freeObject, getObject, xarrayRef } from './main.ts';
import { object, the } from './objects.ts';

const REMOVE_WAIT = 1;
const REMOVE_OBJ_TOMBSTONE = 2;

/** iommufd_object_dec_wait(): drop the bias and wait for short-term references. 0 or -EBUSY after 60 s (since d9df72c6acd6). */
const objectDecWait = fn(
  'iommufd_object_dec_wait',
  function* (k: Kernel, ictx: Address, of: Address): Steps<Result> {
    if (yield* count(k, 'dec_and_test', of, 'wait', biasRef(ictx))) return 0;
    const { preDestroy } = k.objectOps[object(k, of).kind];
    if (preDestroy) yield* preDestroy(k, of);
    if (object(k, of).wait === 0) return 0;
    // The wake-up of a put does not reach this sleeper in 7.3: it looks again only when the time is over.
    const { destroyTimeout: ms, putWakes } = k.design;
    yield { do: 'sleep', of, ms, ...(putWakes && { untilWoken: true }) };
    if (object(k, of).wait === 0) return 0;
    yield* crit(k, 'iommufd: Time out waiting for iommufd object to become free', 'timeout');
    yield* count(k, 'inc', of, 'wait', biasRef(ictx));
    return yield* refuse(EBUSY, of, 'still has short-term users');
  },
);

/** The type's destroy op and the memory: what follows every removal from the xarray. */
export function* destroyAndFree(k: Kernel, of: Address): Steps<void> {
  yield* k.objectOps[object(k, of).kind].destroy(k, of);
  yield* freeObject(k, of);
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
    id: ObjectId,
    flags: number,
    owned: Ref | null,
  ): Steps<Result> {
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
    let rc: Result = 0;
    if (toDestroy !== NULL) {
      yield* count(k, 'dec', cur, 'users', owned);
      if (cur !== toDestroy) {
        yield* warn(k, 'main.c', { why: 'another object has the ID' });
        rc = ENOENT;
      }
    } else if (cur === EMPTY || cur === RESERVED)
      rc = yield* refuse(ENOENT, ictx, `has no object under ID ${id}`);
    if (rc === 0 && !(yield* count(k, 'dec_if_one', cur, 'users', xarrayRef(ictx)))) rc = EBUSY;
    if (rc !== 0) {
      if (zeroed) yield* setCount(k, cur, 'wait', biasRef(ictx));
      yield* unlock(k, ictx, 'xa_lock');
      return rc;
    }
    yield* store(k, ictx, id, flags & REMOVE_OBJ_TOMBSTONE ? RESERVED : EMPTY);
    if (the(k, 'ctx', ictx).vfioIoas === cur) {
      write(k, ictx, { vfioIoas: NULL });
      yield { do: 'set', of: ictx, field: 'vfio_ioas', from: cur, to: NULL };
    }
    yield* unlock(k, ictx, 'xa_lock');
    if (!zeroed && (yield* objectDecWait(k, ictx, cur)) !== 0) {
      yield* warn(k, 'main.c', { why: 'short-term users do not go away: the object is leaked on purpose' });
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

/** iommufd_object_tombstone_user(): as destroy_user, and nobody ever gets the ID again. */
export const objectTombstoneUser = inline(
  'iommufd_object_tombstone_user',
  function* (k: Kernel, ictx: Address, of: Address, owned: Ref): Steps<void> {
    const rc = yield* objectRemove(k, ictx, of, object(k, of).id, REMOVE_WAIT | REMOVE_OBJ_TOMBSTONE, owned);
    if (rc !== 0) yield* warn(k, 'iommufd_private.h:266');
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
  function* (k: Kernel, ictx: Address, id: ObjectId): Steps<Result> {
    if (k.design.destroyTakesUser) {
      const own: Ref = { role: 'destroy', by: k.current };
      const of = yield* getObject(k, ictx, id, undefined, own);
      if (isErr(of)) return of;
      yield* count(k, 'dec_and_test', of, 'wait', own);
      return yield* objectRemove(k, ictx, of, id, 0, own);
    }
    return yield* objectRemove(k, ictx, NULL, id, 0, null);
  },
);
