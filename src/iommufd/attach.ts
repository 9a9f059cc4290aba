/** The group's side of drivers/iommu/iommufd/device.c, 7.3: which hwpt a device's PASID slot is attached to. */
import {
  type Address,
  count,
  fn,
  inline,
  lock,
  NULL,
  type Ref,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { EINVAL, ENOENT, type Kernel } from './kernel.ts';
import { objectPutAndTryDestroy } from './main.ts';
import { object, the } from './objects.ts';

const slotRef = (idev: Address): Ref => ({ role: 'attach->hwpt', by: idev });

/** What the mock driver says: a nested table on a vIOMMU works only for a device that has a vDEVICE there. */
function canAttach(k: Kernel, hwpt: Address): number {
  const cell = object(k, hwpt);
  return cell.kind === 'hwpt_nested' && cell.viommu !== NULL ? ENOENT : 0;
}

/** iommufd_hw_pagetable_attach(): 0, -EINVAL if another table is attached, or what the driver says. */
export const hwPagetableAttach = fn(
  'iommufd_hw_pagetable_attach',
  function* (k: Kernel, hwpt: Address, idev: Address): Steps<number> {
    yield* lock(k, idev, 'igroup->lock');
    const rc = the(k, 'device', idev).hwpt === NULL ? canAttach(k, hwpt) : EINVAL;
    if (rc === 0) {
      yield* count(k, 'inc', hwpt, 'users', slotRef(idev));
      write(k, idev, { hwpt });
      yield { do: 'set', of: idev, field: 'attach->hwpt', from: NULL, to: hwpt };
    }
    yield* unlock(k, idev, 'igroup->lock');
    return rc;
  },
);

/** iommufd_device_do_replace(): the table that lost its last slot and is the caller's to put, NULL, or an errno. */
export const deviceDoReplace = fn(
  'iommufd_device_do_replace',
  function* (k: Kernel, hwpt: Address, idev: Address): Steps<Address> {
    yield* lock(k, idev, 'igroup->lock');
    const old = the(k, 'device', idev).hwpt;
    let rc: Address = old === NULL ? EINVAL : NULL;
    if (rc === NULL && old !== hwpt) {
      rc = canAttach(k, hwpt);
      if (rc === 0) {
        yield* count(k, 'inc', hwpt, 'users', slotRef(idev));
        write(k, idev, { hwpt });
        yield { do: 'set', of: idev, field: 'attach->hwpt', from: old, to: hwpt };
        rc = old;
      }
    }
    yield* unlock(k, idev, 'igroup->lock');
    return rc;
  },
);

/** Empties the slot; the reference that stood for it is the caller's to put. */
function* clearSlot(k: Kernel, idev: Address): Steps<Address> {
  yield* lock(k, idev, 'igroup->lock');
  const old = the(k, 'device', idev).hwpt;
  write(k, idev, { hwpt: NULL });
  yield { do: 'set', of: idev, field: 'attach->hwpt', from: old, to: NULL };
  yield* unlock(k, idev, 'igroup->lock');
  return old;
}

/** iommufd_hw_pagetable_put(): an automatic table goes with its last attachment; a manual one loses a user. */
export const hwPagetablePut = inline(
  'iommufd_hw_pagetable_put',
  function* (k: Kernel, ictx: Address, hwpt: Address, idev: Address): Steps<void> {
    const cell = object(k, hwpt);
    if (cell.kind === 'hwpt_paging' && cell.auto) yield* objectPutAndTryDestroy(k, ictx, hwpt, slotRef(idev));
    else yield* count(k, 'dec', hwpt, 'users', slotRef(idev));
  },
);

/** iommufd_hw_pagetable_detach(). */
export const hwPagetableDetach = fn(
  'iommufd_hw_pagetable_detach',
  function* (k: Kernel, idev: Address): Steps<void> {
    const old = yield* clearSlot(k, idev);
    yield* hwPagetablePut(k, the(k, 'device', idev).ictx, old, idev);
  },
);

/** The unwinding of an immediate attach: the slot and its user go, the table stays the caller's. */
export function* hwPagetableUnattach(k: Kernel, idev: Address): Steps<void> {
  const old = yield* clearSlot(k, idev);
  yield* count(k, 'dec', old, 'users', slotRef(idev));
}
