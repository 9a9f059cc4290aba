/** The device part of drivers/iommu/iommufd/device.c, 7.3: bind, attach, replace, detach, unbind. */
import {
  type Address,
  count,
  type Errno,
  fn,
  isErr,
  lock,
  NO_ID,
  NULL,
  type ObjectId,
  type Ref,
  type Result,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import {
  deviceDoReplace,
  hwPagetableAttach,
  hwPagetableDetach,
  hwPagetablePut,
  NO_PASID,
  type Slot,
} from './attach.ts';
import { ctxGet, ctxPut } from './fops.ts';
import { hwptPagingAlloc } from './hw_pagetable.ts';
import { EINVAL, type Kernel, refuse } from './kernel.ts';
import {
  getObject,
  lockObj,
  objectAbortAndDestroy,
  objectAlloc,
  objectFinalize,
  putObject,
  tryIncUsers,
} from './main.ts';
import { type Device, object, the } from './objects.ts';
import { objectDestroyUser, objectTombstoneUser } from './remove.ts';

const driverRef = (k: Kernel, idev: Address): Ref => ({
  role: 'driver->idev',
  by: the(k, 'device', idev).driver,
});

const fileRef = (idev: Address): Ref => ({ role: 'idev->ictx', by: idev });

const attachmentRef = (k: Kernel, { idev, pasid }: Slot): Ref => ({
  role: 'attach->idev',
  by: the(k, 'device', idev).driver,
  ...(pasid && { nth: pasid }),
});

/** iommufd_device_bind(): the device with its driver as a second user. A mock device leaves the context file alone. */
export const deviceBind = fn(
  'iommufd_device_bind',
  function* (
    k: Kernel,
    ictx: Address,
    driver: Address,
    { mock, pasids, lacks }: Pick<Device, 'mock' | 'pasids' | 'lacks'>,
  ): Steps<Address | Errno> {
    const unused = { slots: [], vdev: NULL, destroying: false };
    const idev = yield* objectAlloc(k, ictx, 'device', { ictx, mock, pasids, lacks, driver, ...unused });
    if (isErr(idev)) return idev;
    if (!mock) yield* ctxGet(k, ictx, fileRef(idev));
    yield* count(k, 'inc', idev, 'users', driverRef(k, idev));
    yield* objectFinalize(k, ictx, idev);
    return idev;
  },
);

/** iommufd_device_unbind(): the driver destroys its device. */
export const deviceUnbind = fn('iommufd_device_unbind', function* (k: Kernel, idev: Address): Steps<void> {
  yield* objectDestroyUser(k, the(k, 'device', idev).ictx, idev, driverRef(k, idev));
});

/**
 * iommufd_device_pre_destroy(): revokes the vDEVICE, which keeps a short-term reference on the device for life. A
 * vDEVICE that somebody else is destroying just now is left to them.
 */
export const devicePreDestroy = fn(
  'iommufd_device_pre_destroy',
  function* (k: Kernel, idev: Address): Steps<void> {
    const { ictx } = the(k, 'device', idev);
    const owned: Ref = { role: 'idev->vdev', by: idev };
    yield* lock(k, idev, 'igroup->lock');
    write(k, idev, { destroying: true });
    yield { do: 'set', of: idev, field: 'destroying', from: false, to: true };
    const { vdev } = the(k, 'device', idev);
    const taken = vdev !== NULL && (yield* tryIncUsers(k, ictx, vdev, owned));
    // Before the tombstone: the destroy of the vDEVICE takes this lock again.
    yield* unlock(k, idev, 'igroup->lock');
    if (taken) yield* objectTombstoneUser(k, ictx, vdev, owned);
  },
);

/** iommufd_device_destroy(). */
export const deviceDestroy = fn('iommufd_device_destroy', function* (k: Kernel, idev: Address): Steps<void> {
  yield { do: 'call', what: 'gives up DMA ownership of its group', of: idev };
  const { mock, ictx } = the(k, 'device', idev);
  if (!mock) yield* ctxPut(k, ictx, fileRef(idev));
});

/** What puts a table into a slot: the table that was there before and is the caller's to put, 0 for none, or an errno. */
type DoAttach = (k: Kernel, hwpt: Address, slot: Slot) => Steps<Address | Result>;

/** What an attach came to, as DoAttach says it, and the ID of the table. */
interface Attached {
  readonly old: Address | Result;
  readonly id: ObjectId;
}

/** iommufd_device_auto_get_domain(): the IOAS's automatic table that takes the device, or a new one. */
const autoGetDomain = fn(
  'iommufd_device_auto_get_domain',
  function* (k: Kernel, slot: Slot, ioas: Address, doAttach: DoAttach): Steps<Attached> {
    const { ictx } = the(k, 'device', slot.idev);
    yield* lock(k, ioas, 'mutex');
    for (const hwpt of the(k, 'ioas', ioas).hwptList) {
      if (!the(k, 'hwpt_paging', hwpt).auto) continue;
      if (!(yield* lockObj(k, hwpt))) continue;
      const old = yield* doAttach(k, hwpt, slot);
      const { id } = object(k, hwpt);
      yield* putObject(k, hwpt);
      if (old === EINVAL) continue;
      yield* unlock(k, ioas, 'mutex');
      return { old, id };
    }
    const immediate = doAttach === hwPagetableAttach;
    const flags = { nestParent: false, nested: false, pasid: false, fault: NO_ID };
    const hwpt = yield* hwptPagingAlloc(k, ictx, ioas, slot.idev, flags, immediate ? slot : null);
    let made: Attached;
    if (isErr(hwpt)) made = { old: hwpt, id: NO_ID };
    else {
      const { id } = object(k, hwpt);
      const old = immediate ? 0 : yield* doAttach(k, hwpt, slot);
      if (isErr(old)) yield* objectAbortAndDestroy(k, ictx, hwpt);
      else {
        write(k, hwpt, { auto: true });
        yield { do: 'set', of: hwpt, field: 'auto_domain', from: false, to: true };
        yield* objectFinalize(k, ictx, hwpt);
      }
      made = { old, id };
    }
    yield* unlock(k, ioas, 'mutex');
    return made;
  },
);

/** iommufd_device_change_pt(): the ID of the table now attached, or an errno. */
const changePt = fn(
  'iommufd_device_change_pt',
  function* (k: Kernel, slot: Slot, pt: ObjectId, doAttach: DoAttach): Steps<ObjectId | Errno> {
    const { ictx } = the(k, 'device', slot.idev);
    const base = yield* getObject(k, ictx, pt);
    if (isErr(base)) return base;
    const { kind, id } = object(k, base);
    let now: Attached;
    if (kind === 'hwpt_paging' || kind === 'hwpt_nested') now = { old: yield* doAttach(k, base, slot), id };
    else if (kind === 'ioas') now = yield* autoGetDomain(k, slot, base, doAttach);
    else now = { old: yield* refuse(EINVAL, base, 'is not something to attach a device to'), id };
    yield* putObject(k, base);
    if (isErr(now.old)) return now.old;
    // An automatic table must not go while ioas->mutex is held, so the old one is put only here.
    if (now.old !== 0) yield* hwPagetablePut(k, ictx, now.old, slot);
    return now.id;
  },
);

/** iommufd_device_attach(): to a table, or to an IOAS and its automatic table. The table's ID or an errno. */
export const deviceAttach = fn(
  'iommufd_device_attach',
  function* (k: Kernel, idev: Address, pt: ObjectId, pasid: number = NO_PASID): Steps<ObjectId | Errno> {
    const slot = { idev, pasid };
    const rc = yield* changePt(k, slot, pt, hwPagetableAttach);
    if (rc > 0) yield* count(k, 'inc', idev, 'users', attachmentRef(k, slot));
    return rc;
  },
);

/** iommufd_device_replace(): the device's own count stays as it is. */
export const deviceReplace = fn(
  'iommufd_device_replace',
  function* (k: Kernel, idev: Address, pt: ObjectId): Steps<ObjectId | Errno> {
    return yield* changePt(k, { idev, pasid: NO_PASID }, pt, deviceDoReplace);
  },
);

/** iommufd_device_detach(): nothing happens where nothing is attached. */
export const deviceDetach = fn(
  'iommufd_device_detach',
  function* (k: Kernel, idev: Address, pasid: number = NO_PASID): Steps<void> {
    const slot = { idev, pasid };
    if (yield* hwPagetableDetach(k, slot)) yield* count(k, 'dec', idev, 'users', attachmentRef(k, slot));
  },
);
