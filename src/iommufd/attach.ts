/** The group's side of drivers/iommu/iommufd/device.c, 7.3: which hwpt each PASID slot of a device is attached to. */
import {
  type Address,
  count,
  fn,
  inline,
  lock,
  NULL,
  type Ref,
  type Result,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { ioasOf } from './geometry.ts';
import { allocation } from './inject.ts';
import { enforceMsiWindow } from './io_pagetable.ts';
import { EBUSY, EINVAL, ENOENT, type Kernel, refuse } from './kernel.ts';
import { checkPri } from './lacks.ts';
import { type HwptNested, type HwptPaging, object, the } from './objects.ts';
import { objectPutAndTryDestroy } from './remove.ts';

/** One PASID slot of a device; PASID 0 is the device itself (IOMMU_NO_PASID). */
export interface Slot {
  readonly idev: Address;
  readonly pasid: number;
}

export const NO_PASID = 0;

const slotRef = ({ idev, pasid }: Slot): Ref => ({
  role: 'attach->hwpt',
  by: idev,
  ...(pasid && { nth: pasid }),
});

function hwptOf(k: Kernel, { idev, pasid }: Slot): Address {
  return the(k, 'device', idev).slots.find((slot) => slot.pasid === pasid)?.hwpt ?? NULL;
}

function* setSlot(k: Kernel, slot: Slot, to: Address): Steps<Address> {
  const { idev, pasid } = slot;
  const from = hwptOf(k, slot);
  const others = the(k, 'device', idev).slots.filter((other) => other.pasid !== pasid);
  const slots = to === NULL ? others : [...others, { pasid, hwpt: to }].toSorted((a, b) => a.pasid - b.pasid);
  write(k, idev, { slots });
  yield { do: 'set', of: idev, field: 'attach->hwpt', from, to };
  return from;
}

const NO_PASIDS = 'cannot carry PASIDs';

/** iommufd_hwpt_pasid_compat(): with PASIDs in use every table must be able to carry them. 0 or -EINVAL. */
function* pasidCompat(k: Kernel, hwpt: Address, { idev, pasid }: Slot): Steps<Result> {
  const table = object(k, hwpt) as HwptPaging | HwptNested;
  const others = the(k, 'device', idev).slots.filter((slot) => slot.pasid !== pasid);
  if (pasid === NO_PASID) {
    if (others.length > 0 && !table.pasidCompat) return yield* refuse(EINVAL, hwpt, NO_PASIDS);
  } else {
    const base = others.find((slot) => slot.pasid === NO_PASID)?.hwpt;
    if (!table.pasidCompat) return yield* refuse(EINVAL, hwpt, NO_PASIDS);
    if (base !== undefined && !(object(k, base) as HwptPaging | HwptNested).pasidCompat)
      return yield* refuse(EINVAL, base, NO_PASIDS);
  }
  return 0;
}

/** MOCK_PASID_WIDTH: a mock device with PASIDs has those below 1 << 20. */
const PASIDS = 1 << 20;

/**
 * What the IOMMU core and the mock driver say: -EINVAL for a PASID that the device has not, and -ENOENT for a nested
 * table on a vIOMMU where the device has no vDEVICE.
 */
function* deviceTakes(k: Kernel, hwpt: Address, { idev, pasid }: Slot): Steps<Result> {
  const { pasids, driver } = the(k, 'device', idev);
  if (pasid !== NO_PASID && !pasids) return yield* refuse(EINVAL, idev, 'has no PASIDs');
  if (pasid >= PASIDS) return yield* refuse(EINVAL, idev, `has no PASID beyond ${PASIDS - 1}`);
  const table = object(k, hwpt) as HwptPaging | HwptNested;
  if (table.kind === 'hwpt_nested' && table.viommu !== NULL) {
    const { vdevs } = the(k, 'viommu', table.viommu);
    if (!vdevs.map((one) => the(k, 'vdevice', one)).some((one) => one.idev === idev || one.dev === driver))
      return yield* refuse(ENOENT, idev, 'has no vDEVICE on the vIOMMU of that table');
  }
  return 0;
}

/**
 * The window of the device's MSIs, then iommufd_hwpt_attach_device() or iommufd_hwpt_replace_device(): the attach
 * handle, and the device on the table.
 */
function* attachDevice(k: Kernel, hwpt: Address, slot: Slot): Steps<Result> {
  const { idev, pasid } = slot;
  let rc: Result = 0;
  if (!the(k, 'device', idev).mock && pasid === NO_PASID) rc = yield* enforceMsiWindow(k, ioasOf(k, hwpt));
  if (rc === 0) rc = yield* pasidCompat(k, hwpt, slot);
  if (rc === 0) rc = yield* allocation(k, idev, 'an attach handle');
  if (rc === 0) rc = yield* checkPri(k, hwpt, idev);
  return rc === 0 ? yield* deviceTakes(k, hwpt, slot) : rc;
}

/** iommufd_hw_pagetable_attach(): 0, -EBUSY if a table is attached, be it this one, or what the driver says. */
export const hwPagetableAttach = fn(
  'iommufd_hw_pagetable_attach',
  function* (k: Kernel, hwpt: Address, slot: Slot): Steps<Result> {
    yield* lock(k, slot.idev, 'igroup->lock');
    const rc =
      hwptOf(k, slot) === NULL
        ? yield* attachDevice(k, hwpt, slot)
        : yield* refuse(EBUSY, slot.idev, 'is attached to a table already');
    if (rc === 0) {
      yield* count(k, 'inc', hwpt, 'users', slotRef(slot));
      yield* setSlot(k, slot, hwpt);
    }
    yield* unlock(k, slot.idev, 'igroup->lock');
    return rc;
  },
);

/** iommufd_device_do_replace(): the table that lost its slot and is the caller's to put, NULL, or an errno. */
export const deviceDoReplace = fn(
  'iommufd_device_do_replace',
  function* (k: Kernel, hwpt: Address, slot: Slot): Steps<Address | Result> {
    yield* lock(k, slot.idev, 'igroup->lock');
    const old = hwptOf(k, slot);
    let rc: Address | Result =
      old === NULL ? yield* refuse(EINVAL, slot.idev, 'is attached to no table') : NULL;
    if (rc === NULL && old !== hwpt) {
      rc = yield* attachDevice(k, hwpt, slot);
      if (rc === 0) {
        yield* count(k, 'inc', hwpt, 'users', slotRef(slot));
        rc = yield* setSlot(k, slot, hwpt);
      }
    }
    yield* unlock(k, slot.idev, 'igroup->lock');
    return rc;
  },
);

/** Empties the slot; the reference that stood for it is the caller's to put. NULL if nothing was attached. */
function* clearSlot(k: Kernel, slot: Slot): Steps<Address> {
  yield* lock(k, slot.idev, 'igroup->lock');
  const old = hwptOf(k, slot) === NULL ? NULL : yield* setSlot(k, slot, NULL);
  yield* unlock(k, slot.idev, 'igroup->lock');
  return old;
}

/** iommufd_hw_pagetable_put(): an automatic table goes with its last attachment; a manual one loses a user. */
export const hwPagetablePut = inline(
  'iommufd_hw_pagetable_put',
  function* (k: Kernel, ictx: Address, hwpt: Address, slot: Slot): Steps<void> {
    const cell = object(k, hwpt);
    if (cell.kind === 'hwpt_paging' && cell.auto) yield* objectPutAndTryDestroy(k, ictx, hwpt, slotRef(slot));
    else yield* count(k, 'dec', hwpt, 'users', slotRef(slot));
  },
);

/** iommufd_hw_pagetable_detach(): false if nothing was attached. */
export const hwPagetableDetach = fn(
  'iommufd_hw_pagetable_detach',
  function* (k: Kernel, slot: Slot): Steps<boolean> {
    const old = yield* clearSlot(k, slot);
    if (old === NULL) return false;
    yield* hwPagetablePut(k, the(k, 'device', slot.idev).ictx, old, slot);
    return true;
  },
);

/** The unwinding of an immediate attach: the slot and its user go, the table stays the caller's. */
export const hwPagetableUnattach = fn(
  'iommufd_hw_pagetable_detach',
  function* (k: Kernel, slot: Slot): Steps<void> {
    const old = yield* clearSlot(k, slot);
    if (k.design.unattachPuts) yield* count(k, 'dec', old, 'users', slotRef(slot));
  },
);
