/** drivers/iommu/iommufd/hw_pagetable.c, 7.3: paging and nested hardware page tables. */
import {
  type Address,
  count,
  fn,
  lock,
  NULL,
  type Ref,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { hwPagetableAttach, hwPagetableUnattach, type Slot } from './attach.ts';
import { tableAddDomain, tableRemoveDomain } from './io_pagetable.ts';
import { EINVAL, EOPNOTSUPP, type Kernel, refuse } from './kernel.ts';
import { getObject, objectAbortAndDestroy, objectAlloc, objectFinalize, putObject } from './main.ts';
import { object, the } from './objects.ts';

const ioasRef = (hwpt: Address): Ref => ({ role: 'hwpt->ioas', by: hwpt });

const faultRef = (hwpt: Address): Ref => ({ role: 'hwpt->fault', by: hwpt });

export interface HwptFlags {
  readonly nestParent: boolean;
  /** Driver data was passed: the user manages this table. */
  readonly nested: boolean;
  /** IOMMU_HWPT_ALLOC_PASID. */
  readonly pasid: boolean;
}

/**
 * iommufd_hwpt_paging_alloc(), with ioas->mutex held. With `slot` the new table is attached to it before anybody can
 * see it. An address, or an errno with everything undone.
 */
export const hwptPagingAlloc = fn(
  'iommufd_hwpt_paging_alloc',
  function* (k: Kernel, ictx: Address, ioas: Address, flags: HwptFlags, slot: Slot | null): Steps<Address> {
    if (flags.nested) return yield* refuse(EOPNOTSUPP, ioas, 'takes no user-managed table');
    const { nestParent, pasid: pasidCompat } = flags;
    const hwpt = yield* objectAlloc(k, ictx, 'hwpt_paging', {
      ioas: NULL,
      auto: false,
      nestParent,
      pasidCompat,
      fault: NULL,
    });
    yield* count(k, 'inc', ioas, 'users', ioasRef(hwpt));
    write(k, hwpt, { ioas });
    yield { do: 'call', what: 'gets its domain: domain_alloc_paging_flags', of: hwpt };
    let rc = slot === null ? 0 : yield* hwPagetableAttach(k, hwpt, slot);
    if (rc === 0) {
      rc = yield* tableAddDomain(k, ioas, hwpt);
      if (rc === 0) {
        write(k, ioas, { hwptList: [...the(k, 'ioas', ioas).hwptList, hwpt] });
        yield { do: 'call', what: 'joins hwpt_list', of: hwpt };
        return hwpt;
      }
      if (slot !== null) yield* hwPagetableUnattach(k, slot);
    }
    yield* objectAbortAndDestroy(k, ictx, hwpt);
    return rc;
  },
);

/** iommufd_hwpt_nested_alloc(): stage 1 on a nest parent. */
const hwptNestedAlloc = fn(
  'iommufd_hwpt_nested_alloc',
  function* (k: Kernel, ictx: Address, parent: Address, flags: HwptFlags): Steps<Address> {
    if (!flags.nested || flags.nestParent)
      return yield* refuse(
        EOPNOTSUPP,
        parent,
        'takes only user-managed tables that are no parents themselves',
      );
    const { auto, nestParent } = the(k, 'hwpt_paging', parent);
    if (auto || !nestParent) return yield* refuse(EINVAL, parent, 'is no nest parent');
    const hwpt = yield* objectAlloc(k, ictx, 'hwpt_nested', {
      parent: NULL,
      viommu: NULL,
      pasidCompat: flags.pasid,
      fault: NULL,
    });
    yield* count(k, 'inc', parent, 'users', { role: 'hwpt->parent', by: hwpt });
    write(k, hwpt, { parent });
    yield { do: 'call', what: 'gets its domain: domain_alloc_nested', of: hwpt };
    return hwpt;
  },
);

/** iommufd_viommu_alloc_hwpt_nested(): stage 1 on a vIOMMU, whose parent it borrows. */
const viommuAllocHwptNested = fn(
  'iommufd_viommu_alloc_hwpt_nested',
  function* (k: Kernel, viommu: Address, flags: HwptFlags): Steps<Address> {
    if (!flags.nested || flags.nestParent)
      return yield* refuse(
        EOPNOTSUPP,
        viommu,
        'takes only user-managed tables that are no parents themselves',
      );
    const { ictx, hwpt: parent } = the(k, 'viommu', viommu);
    const hwpt = yield* objectAlloc(k, ictx, 'hwpt_nested', {
      parent,
      viommu: NULL,
      pasidCompat: flags.pasid,
      fault: NULL,
    });
    yield* count(k, 'inc', viommu, 'users', { role: 'hwpt->viommu', by: hwpt });
    write(k, hwpt, { viommu });
    yield { do: 'call', what: 'gets its domain: alloc_domain_nested', of: hwpt };
    return hwpt;
  },
);

/** iommufd_hwpt_alloc(): the new ID. -ENOENT without the device, -EINVAL for a pt_id that is nothing to build on. */
export const hwptAlloc = fn(
  'iommufd_hwpt_alloc',
  function* (
    k: Kernel,
    ictx: Address,
    dev: number,
    pt: number,
    flags: HwptFlags,
    fault: number,
  ): Steps<number> {
    const idev = yield* getObject(k, ictx, dev, 'device');
    if (idev < 0) return idev;
    const base = yield* getObject(k, ictx, pt);
    let rc: number;
    if (base < 0) rc = yield* refuse(EINVAL, ictx, `has nothing under ID ${pt} to build a table on`);
    else {
      rc = yield* allocOn(k, ictx, base, flags, fault);
      yield* putObject(k, base);
    }
    yield* putObject(k, idev);
    return rc;
  },
);

/** Faults of a table go to this queue: 0, or -ENOENT. */
const attachFault = fn(
  'iommufd_get_fault',
  function* (k: Kernel, ictx: Address, hwpt: Address, id: number): Steps<number> {
    const fault = yield* getObject(k, ictx, id, 'fault');
    if (fault < 0) return fault;
    yield* count(k, 'inc', fault, 'users', faultRef(hwpt));
    write(k, hwpt, { fault });
    yield* putObject(k, fault);
    return 0;
  },
);

function* allocOn(k: Kernel, ictx: Address, base: Address, flags: HwptFlags, fault: number): Steps<number> {
  const { kind } = object(k, base);
  if (kind === 'ioas') yield* lock(k, base, 'mutex');
  let hwpt: Address;
  if (kind === 'ioas') hwpt = yield* hwptPagingAlloc(k, ictx, base, flags, null);
  else if (kind === 'hwpt_paging') hwpt = yield* hwptNestedAlloc(k, ictx, base, flags);
  else if (kind === 'viommu') hwpt = yield* viommuAllocHwptNested(k, base, flags);
  else hwpt = yield* refuse(EINVAL, base, 'is nothing to build a table on');
  if (hwpt > NULL && fault !== 0) {
    const rc = yield* attachFault(k, ictx, hwpt, fault);
    if (rc !== 0) {
      yield* objectAbortAndDestroy(k, ictx, hwpt);
      hwpt = rc;
    }
  }
  const made = hwpt > NULL ? object(k, hwpt).id : hwpt;
  if (hwpt > NULL) yield* objectFinalize(k, ictx, hwpt);
  if (kind === 'ioas') yield* unlock(k, base, 'mutex');
  return made;
}

function isListed(k: Kernel, hwpt: Address): boolean {
  const { ioas } = the(k, 'hwpt_paging', hwpt);
  return ioas !== NULL && the(k, 'ioas', ioas).hwptList.includes(hwpt);
}

function* leaveList(k: Kernel, hwpt: Address): Steps<void> {
  const { ioas } = the(k, 'hwpt_paging', hwpt);
  write(k, ioas, { hwptList: the(k, 'ioas', ioas).hwptList.filter((other) => other !== hwpt) });
  yield { do: 'call', what: 'leaves hwpt_list', of: hwpt };
}

/** __iommufd_hwpt_destroy(): the domain, then the fault queue. */
const freeDomain = fn(
  '__iommufd_hwpt_destroy',
  function* (k: Kernel, hwpt: Address, fault: Address): Steps<void> {
    yield { do: 'call', what: 'loses its domain: iommu_domain_free', of: hwpt };
    if (fault !== NULL) yield* count(k, 'dec', fault, 'users', faultRef(hwpt));
  },
);

/** iommufd_hwpt_paging_destroy(). */
export const hwptPagingDestroy = fn(
  'iommufd_hwpt_paging_destroy',
  function* (k: Kernel, hwpt: Address): Steps<void> {
    const { ioas, fault } = the(k, 'hwpt_paging', hwpt);
    if (isListed(k, hwpt)) {
      yield* lock(k, ioas, 'mutex');
      yield* leaveList(k, hwpt);
      yield* unlock(k, ioas, 'mutex');
      yield* tableRemoveDomain(k, ioas, hwpt);
    }
    yield* freeDomain(k, hwpt, fault);
    if (ioas !== NULL) yield* count(k, 'dec', ioas, 'users', ioasRef(hwpt));
  },
);

/** iommufd_hwpt_paging_abort(): off the list with ioas->mutex held by the caller, then destroy. */
export const hwptPagingAbort = fn(
  'iommufd_hwpt_paging_abort',
  function* (k: Kernel, hwpt: Address): Steps<void> {
    if (isListed(k, hwpt)) {
      yield* leaveList(k, hwpt);
      yield* tableRemoveDomain(k, the(k, 'hwpt_paging', hwpt).ioas, hwpt);
    }
    yield* hwptPagingDestroy(k, hwpt);
  },
);

/** iommufd_hwpt_nested_destroy(), also its abort: gives back the vIOMMU or, without one, the parent. */
export const hwptNestedDestroy = fn(
  'iommufd_hwpt_nested_destroy',
  function* (k: Kernel, hwpt: Address): Steps<void> {
    const { parent, viommu, fault } = the(k, 'hwpt_nested', hwpt);
    yield* freeDomain(k, hwpt, fault);
    if (viommu !== NULL) yield* count(k, 'dec', viommu, 'users', { role: 'hwpt->viommu', by: hwpt });
    else yield* count(k, 'dec', parent, 'users', { role: 'hwpt->parent', by: hwpt });
  },
);
