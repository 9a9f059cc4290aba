/** drivers/iommu/iommufd/hw_pagetable.c, 7.3: nested tables, on a parent or on a vIOMMU. */
import { type Address, count, type Errno, fn, isErr, NULL, type Steps, write } from '../machine/index.ts';
import { allocDomain, freeDomain, type HwptFlags } from './hwpt_domain.ts';
import { EINVAL, EOPNOTSUPP, type Kernel, refuse } from './kernel.ts';
import { objectAbortAndDestroy, objectAlloc } from './main.ts';
import { the } from './objects.ts';

/** The new table with its domain, or an errno with everything undone. */
function* withDomain(k: Kernel, ictx: Address, hwpt: Address, op: string): Steps<Address | Errno> {
  const rc = yield* allocDomain(k, hwpt, op);
  if (rc === 0) return hwpt;
  yield* objectAbortAndDestroy(k, ictx, hwpt);
  return rc;
}

/** iommufd_hwpt_nested_alloc(): stage 1 on a nest parent. */
export const hwptNestedAlloc = fn(
  'iommufd_hwpt_nested_alloc',
  function* (k: Kernel, ictx: Address, parent: Address, flags: HwptFlags): Steps<Address | Errno> {
    if (!flags.nested || flags.nestParent)
      return yield* refuse(
        EOPNOTSUPP,
        parent,
        'takes only user-managed tables that are not parents themselves',
      );
    const { auto, nestParent } = the(k, 'hwpt_paging', parent);
    if (auto || !nestParent) return yield* refuse(EINVAL, parent, 'is not a nest parent');
    const hwpt = yield* objectAlloc(k, ictx, 'hwpt_nested', {
      parent: NULL,
      viommu: NULL,
      pasidCompat: flags.pasid,
      domain: false,
      fault: NULL,
    });
    if (isErr(hwpt)) return hwpt;
    yield* count(k, 'inc', parent, 'users', { role: 'hwpt->parent', by: hwpt });
    write(k, hwpt, { parent });
    return yield* withDomain(k, ictx, hwpt, 'domain_alloc_nested');
  },
);

/** iommufd_viommu_alloc_hwpt_nested(): stage 1 on a vIOMMU, whose parent it borrows. */
export const viommuAllocHwptNested = fn(
  'iommufd_viommu_alloc_hwpt_nested',
  function* (k: Kernel, viommu: Address, flags: HwptFlags): Steps<Address | Errno> {
    if (!flags.nested || flags.nestParent)
      return yield* refuse(
        EOPNOTSUPP,
        viommu,
        'takes only user-managed tables that are not parents themselves',
      );
    const { ictx, hwpt: parent } = the(k, 'viommu', viommu);
    const hwpt = yield* objectAlloc(k, ictx, 'hwpt_nested', {
      parent,
      viommu: NULL,
      pasidCompat: flags.pasid,
      domain: false,
      fault: NULL,
    });
    if (isErr(hwpt)) return hwpt;
    yield* count(k, 'inc', viommu, 'users', { role: 'hwpt->viommu', by: hwpt });
    write(k, hwpt, { viommu });
    return yield* withDomain(k, ictx, hwpt, 'alloc_domain_nested');
  },
);

/** iommufd_hwpt_nested_destroy(), also its abort: gives back the vIOMMU or, without one, the parent. */
export const hwptNestedDestroy = fn(
  'iommufd_hwpt_nested_destroy',
  function* (k: Kernel, hwpt: Address): Steps<void> {
    const { parent, viommu } = the(k, 'hwpt_nested', hwpt);
    yield* freeDomain(k, hwpt);
    if (viommu !== NULL) yield* count(k, 'dec', viommu, 'users', { role: 'hwpt->viommu', by: hwpt });
    else yield* count(k, 'dec', parent, 'users', { role: 'hwpt->parent', by: hwpt });
  },
);
