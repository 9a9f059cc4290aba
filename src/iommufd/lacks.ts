/** What the hardware behind a VFIO device, or the IOMMU driver for it, lacks. */
import { type Address, NULL, type Result, type Steps } from '../machine/index.ts';
import type { HwptFlags } from './hwpt_domain.ts';
import { ENODEV, EOPNOTSUPP, type Kernel, refuse } from './kernel.ts';
import { type HwptNested, type HwptPaging, object, the } from './objects.ts';
import { LACKS } from './operand.ts';

function lacks(k: Kernel, idev: Address, what: (typeof LACKS)[number]): boolean {
  return (the(k, 'device', idev).lacks & (1 << LACKS.indexOf(what))) !== 0;
}

/** Before a paging table is allocated: 0, or -EOPNOTSUPP for a PASID or a fault queue that the driver does not know. */
export function* checkFlags(k: Kernel, idev: Address, flags: HwptFlags): Steps<Result> {
  if (flags.pasid && lacks(k, idev, 'no-pasid'))
    return yield* refuse(EOPNOTSUPP, idev, 'has a driver that makes no table for PASIDs');
  if (flags.fault !== 0 && lacks(k, idev, 'no-faults'))
    return yield* refuse(EOPNOTSUPP, idev, 'has a driver that makes no table with a fault queue');
  return 0;
}

/** The driver's domain_alloc_paging_flags(), as far as the device decides: 0, or -EOPNOTSUPP for a nest parent. */
export function* checkNesting(k: Kernel, idev: Address, { nestParent }: HwptFlags): Steps<Result> {
  if (!nestParent || !lacks(k, idev, 'no-nesting')) return 0;
  return yield* refuse(EOPNOTSUPP, idev, 'is behind an IOMMU without nested translation');
}

/** The driver's get_viommu_size(): 0, or -EOPNOTSUPP. */
export function* checkViommu(k: Kernel, idev: Address): Steps<Result> {
  if (!lacks(k, idev, 'no-viommu')) return 0;
  return yield* refuse(EOPNOTSUPP, idev, 'is behind an IOMMU without vIOMMUs');
}

/** iommufd_hwpt_attach_device(): 0, or -ENODEV for a table with a fault queue and a device that requests no pages. */
export function* checkPri(k: Kernel, hwpt: Address, idev: Address): Steps<Result> {
  const { fault } = object(k, hwpt) as HwptPaging | HwptNested;
  if (fault === NULL || !lacks(k, idev, 'no-pri')) return 0;
  return yield* refuse(ENODEV, idev, 'has no PRI, so it cannot use a table with a fault queue');
}
