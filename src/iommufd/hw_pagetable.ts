/** drivers/iommu/iommufd/hw_pagetable.c, 7.3: paging hardware page tables. */
import {
  type Address,
  append,
  contains,
  count,
  type Errno,
  fn,
  isErr,
  lock,
  NULL,
  type Ref,
  remove,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { hwPagetableAttach, hwPagetableUnattach, type Slot } from './attach.ts';
import { allocDomain, freeDomain, type HwptFlags } from './hwpt_domain.ts';
import { tableAddDomain, tableRemoveDomain } from './io_pagetable.ts';
import { EOPNOTSUPP, type Kernel, refuse } from './kernel.ts';
import { checkNesting } from './lacks.ts';
import { objectAbortAndDestroy, objectAlloc } from './main.ts';
import { the } from './objects.ts';

const ioasRef = (hwpt: Address): Ref => ({ role: 'hwpt->ioas', by: hwpt });

/**
 * iommufd_hwpt_paging_alloc() for a device, with ioas->mutex held. With `slot` the new table is attached to it before anybody can
 * see it. An address, or an errno with everything undone.
 */
export const hwptPagingAlloc = fn(
  'iommufd_hwpt_paging_alloc',
  function* (
    k: Kernel,
    ictx: Address,
    ioas: Address,
    idev: Address,
    flags: HwptFlags,
    slot: Slot | null,
  ): Steps<Address | Errno> {
    if (flags.nestParent && flags.fault !== 0)
      return yield* refuse(EOPNOTSUPP, ioas, 'takes no nest parent with a fault queue');
    if (flags.nested) return yield* refuse(EOPNOTSUPP, ioas, 'takes no user-managed table');
    const { nestParent, pasid: pasidCompat } = flags;
    const hwpt = yield* objectAlloc(k, ictx, 'hwpt_paging', {
      ioas: NULL,
      auto: false,
      mock: the(k, 'device', idev).mock,
      nestParent,
      pasidCompat,
      domain: false,
      fault: NULL,
    });
    if (isErr(hwpt)) return hwpt;
    yield* count(k, 'inc', ioas, 'users', ioasRef(hwpt));
    write(k, hwpt, { ioas });
    let rc = yield* checkNesting(k, idev, flags);
    if (rc === 0) rc = yield* allocDomain(k, hwpt, 'domain_alloc_paging_flags');
    if (rc === 0 && slot !== null) rc = yield* hwPagetableAttach(k, hwpt, slot);
    if (rc === 0) {
      rc = yield* tableAddDomain(k, ioas, hwpt);
      if (rc === 0) {
        append(k, ioas, 'hwptList', hwpt);
        yield { do: 'call', what: 'joins hwpt_list', of: hwpt };
        return hwpt;
      }
      if (slot !== null) yield* hwPagetableUnattach(k, slot);
    }
    yield* objectAbortAndDestroy(k, ictx, hwpt);
    return rc;
  },
);

function isListed(k: Kernel, hwpt: Address): boolean {
  const { ioas } = the(k, 'hwpt_paging', hwpt);
  return ioas !== NULL && contains(k, ioas, 'hwptList', hwpt);
}

function* leaveList(k: Kernel, hwpt: Address): Steps<void> {
  const { ioas } = the(k, 'hwpt_paging', hwpt);
  remove(k, ioas, 'hwptList', hwpt);
  yield { do: 'call', what: 'leaves hwpt_list', of: hwpt };
}

/** iommufd_hwpt_paging_destroy(). */
export const hwptPagingDestroy = fn(
  'iommufd_hwpt_paging_destroy',
  function* (k: Kernel, hwpt: Address): Steps<void> {
    const { ioas } = the(k, 'hwpt_paging', hwpt);
    if (isListed(k, hwpt)) {
      yield* lock(k, ioas, 'mutex');
      yield* leaveList(k, hwpt);
      yield* unlock(k, ioas, 'mutex');
      yield* tableRemoveDomain(k, ioas, hwpt);
    }
    yield* freeDomain(k, hwpt);
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
