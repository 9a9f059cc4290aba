/** The access part of drivers/iommu/iommufd/device.c, 7.3: in-kernel users of an IOAS, external and internal. */
import {
  type Address,
  count,
  type Effect,
  type Errno,
  fn,
  inline,
  isErr,
  isPoison,
  lock,
  NULL,
  type ObjectId,
  POISON,
  type Ref,
  type Result,
  type Steps,
  unlock,
  warn,
  write,
} from '../machine/index.ts';
import { callUnmap, isInternal } from './access_notify.ts';
import { ctxGet, ctxPut } from './fops.ts';
import { addAccess, PAGE_SIZE, removeAccess, U64_MAX } from './io_pagetable.ts';
import { EBUSY, EINVAL, ENOENT, type Kernel, refuse } from './kernel.ts';
import { getObject, objectAlloc, objectFinalize, putObject } from './main.ts';
import { the } from './objects.ts';
import { objectDestroyUser } from './remove.ts';

const fileRef = (access: Address): Ref => ({ role: 'access->ictx', by: access });

const ioasRef = (access: Address): Ref => ({ role: 'access->ioas', by: access });

/** __iommufd_access_create(): the object with its creator, `owned`, as a second user. */
const createAccess = fn(
  '__iommufd_access_create',
  function* (k: Kernel, ictx: Address, fields: object, owned: Ref): Steps<Address | Errno> {
    const access = yield* objectAlloc(k, ictx, 'access', {
      ictx: NULL,
      ioas: NULL,
      ioasUnpin: NULL,
      owner: owned.by,
      items: [],
      nextItem: 0,
      ...fields,
    });
    if (!isErr(access)) yield* count(k, 'inc', access, 'users', owned);
    return access;
  },
);

/** iommufd_access_create(): an external access, which holds the context file on behalf of user space. */
export const accessCreate = fn(
  'iommufd_access_create',
  function* (k: Kernel, ictx: Address, pin: boolean, owned: Ref): Steps<Address | Errno> {
    const access = yield* createAccess(
      k,
      ictx,
      { ops: k.design.externalHasOps, unmap: pin && k.design.externalHasOps, alignment: pin ? PAGE_SIZE : 1 },
      owned,
    );
    if (isErr(access)) return access;
    write(k, access, { ictx });
    yield* ctxGet(k, ictx, fileRef(access));
    yield* objectFinalize(k, ictx, access);
    return access;
  },
);

/** What stands in the ictx field of an internal access that holds no file. */
function leftBehind({ design }: Kernel, ictx: Address): Address {
  if (design.internalIctx === 'NULL') return NULL;
  return design.internalIctx === 'ictx' ? ictx : POISON;
}

/** The reference on the context file that an internal access does without. */
function notHeld(k: Kernel, op: 'get' | 'put', of: Address, access: Address): Effect {
  const { ictx } = the(k, 'access', access);
  const pointer = ictx === NULL ? 'NULL' : isPoison(ictx) ? 'uninitialised' : undefined;
  const ref = fileRef(access);
  return {
    do: 'uncounted',
    op,
    of,
    count: 'count',
    ref,
    because: 'it is internal',
    ...(pointer && { pointer }),
  };
}

/** iommufd_access_create_internal(): the access of a hw_queue. Whether it holds the context file is the argument. */
export const accessCreateInternal = fn(
  'iommufd_access_create_internal',
  function* (k: Kernel, ictx: Address, owned: Ref): Steps<Address | Errno> {
    const access = yield* createAccess(
      k,
      ictx,
      {
        ictx: leftBehind(k, ictx),
        ops: k.design.internalHasOps,
        unmap: k.design.internalHasOps,
        alignment: PAGE_SIZE,
      },
      owned,
    );
    if (isErr(access)) return access;
    if (k.design.internalHoldsFile) {
      write(k, access, { ictx });
      yield* ctxGet(k, ictx, fileRef(access));
    } else {
      yield notHeld(k, 'get', the(k, 'ctx', ictx).file, access);
    }
    yield* objectFinalize(k, ictx, access);
    return access;
  },
);

/** iommufd_access_change_ioas(), with ioas_lock held: leave the IOAS it has, join another. 0 or an errno. */
const accessChangeIoas = fn(
  'iommufd_access_change_ioas',
  function* (k: Kernel, access: Address, to: Address): Steps<Result> {
    const from = the(k, 'access', access).ioas;
    if (from === NULL && the(k, 'access', access).ioasUnpin !== NULL)
      return yield* refuse(EBUSY, access, 'is still on its way out of an IOAS');
    if (to !== NULL) {
      const rc = yield* addAccess(k, to, access);
      if (rc !== 0) return rc;
      yield* count(k, 'inc', to, 'users', ioasRef(access));
    }
    if (from !== NULL) {
      // No new pins from here on; unpinning still works through ioas_unpin.
      write(k, access, { ioas: NULL });
      yield { do: 'set', of: access, field: 'ioas', from, to: NULL };
      if (the(k, 'access', access).unmap) {
        yield* unlock(k, access, 'ioas_lock');
        yield* callUnmap(k, access, 0n, U64_MAX);
        yield* lock(k, access, 'ioas_lock');
      }
      yield* removeAccess(k, from, access);
      yield* count(k, 'dec', from, 'users', ioasRef(access));
    }
    write(k, access, { ioas: to, ioasUnpin: to });
    const field = to === NULL ? 'ioas_unpin' : 'ioas and ioas_unpin';
    yield { do: 'set', of: access, field, from, to };
    return 0;
  },
);

/** iommufd_access_attach(): by IOAS ID. -ENOENT if there is none. */
export const accessAttach = fn(
  'iommufd_access_attach',
  function* (k: Kernel, access: Address, id: ObjectId): Steps<Result> {
    yield* lock(k, access, 'ioas_lock');
    let rc: Result;
    if (the(k, 'access', access).ioas !== NULL) rc = yield* refuse(EINVAL, access, 'is attached already');
    else {
      const ioas = yield* getObject(k, the(k, 'access', access).ictx, id, 'ioas');
      if (isErr(ioas)) rc = ioas;
      else {
        rc = yield* accessChangeIoas(k, access, ioas);
        yield* putObject(k, ioas);
      }
    }
    yield* unlock(k, access, 'ioas_lock');
    return rc;
  },
);

/** iommufd_access_replace(): to another IOAS by ID. -ENOENT if there is none, or if it is attached to none. */
export const accessReplace = fn(
  'iommufd_access_replace',
  function* (k: Kernel, access: Address, id: ObjectId): Steps<Result> {
    yield* lock(k, access, 'ioas_lock');
    let rc: Result;
    if (the(k, 'access', access).ioas === NULL) rc = yield* refuse(ENOENT, access, 'is attached to no IOAS');
    else {
      const ioas = yield* getObject(k, the(k, 'access', access).ictx, id, 'ioas');
      if (isErr(ioas)) rc = ioas;
      else {
        rc = ioas === the(k, 'access', access).ioas ? 0 : yield* accessChangeIoas(k, access, ioas);
        yield* putObject(k, ioas);
      }
    }
    yield* unlock(k, access, 'ioas_lock');
    return rc;
  },
);

/** iommufd_access_attach_internal(). */
export const accessAttachInternal = fn(
  'iommufd_access_attach_internal',
  function* (k: Kernel, access: Address, ioas: Address): Steps<Result> {
    yield* lock(k, access, 'ioas_lock');
    const rc = yield* accessChangeIoas(k, access, ioas);
    yield* unlock(k, access, 'ioas_lock');
    return rc;
  },
);

/** iommufd_access_detach(). */
const accessDetach = fn('iommufd_access_detach', function* (k: Kernel, access: Address): Steps<void> {
  yield* lock(k, access, 'ioas_lock');
  if ((yield* accessChangeIoas(k, access, NULL)) !== 0) yield* warn(k, 'device.c');
  yield* unlock(k, access, 'ioas_lock');
});

/** iommufd_access_detach_internal(). */
export const accessDetachInternal = inline('iommufd_access_detach_internal', accessDetach);

/** iommufd_access_destroy_object(): leave the IOAS, then give back the context file if this kind of access holds it. */
export const accessDestroyObject = fn(
  'iommufd_access_destroy_object',
  function* (k: Kernel, access: Address): Steps<void> {
    yield* lock(k, access, 'ioas_lock');
    if (the(k, 'access', access).ioas !== NULL && (yield* accessChangeIoas(k, access, NULL)) !== 0)
      yield* warn(k, 'device.c');
    yield* unlock(k, access, 'ioas_lock');
    if (isInternal(k, access))
      yield notHeld(k, 'put', the(k, 'ctx', the(k, 'access', access).home).file, access);
    else yield* ctxPut(k, the(k, 'access', access).ictx, fileRef(access));
  },
);

/** iommufd_access_destroy(): the driver behind an external access destroys it. */
export const accessDestroy = fn(
  'iommufd_access_destroy',
  function* (k: Kernel, access: Address, owned: Ref): Steps<void> {
    yield* objectDestroyUser(k, the(k, 'access', access).ictx, access, owned);
  },
);

/** iommufd_access_destroy_internal(): the owner's ctx is passed in, since the access has none. */
export const accessDestroyInternal = inline(
  'iommufd_access_destroy_internal',
  function* (k: Kernel, ictx: Address, access: Address, owned: Ref): Steps<void> {
    yield* objectDestroyUser(k, ictx, access, owned);
  },
);
