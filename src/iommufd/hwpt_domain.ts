/** What paging and nested tables have in common: drivers/iommu/iommufd/hw_pagetable.c, 7.3. */
import {
  type Address,
  count,
  fn,
  NULL,
  type ObjectId,
  type Ref,
  type Result,
  type Steps,
  write,
} from '../machine/index.ts';
import { allocation } from './inject.ts';
import type { Kernel } from './kernel.ts';
import { type HwptNested, type HwptPaging, object } from './objects.ts';

export const faultRef = (hwpt: Address): Ref => ({ role: 'hwpt->fault', by: hwpt });

/** What IOMMU_HWPT_ALLOC asks of a new table. */
export interface HwptFlags {
  readonly nestParent: boolean;
  /** Driver data was passed: the user manages this table. */
  readonly nested: boolean;
  /** IOMMU_HWPT_ALLOC_PASID. */
  readonly pasid: boolean;
  /** The ID of its fault queue; 0 without IOMMU_HWPT_FAULT_ID_VALID. */
  readonly fault: ObjectId;
}

/** The driver's op that makes the domain: 0 or -ENOMEM. */
export function* allocDomain(k: Kernel, hwpt: Address, op: string): Steps<Result> {
  const rc = yield* allocation(k, hwpt, 'its domain');
  if (rc !== 0) return rc;
  write(k, hwpt, { domain: true });
  yield { do: 'call', what: `gets its domain: ${op}`, of: hwpt };
  return 0;
}

/** __iommufd_hwpt_destroy(): the domain, then the fault queue. */
export const freeDomain = fn('__iommufd_hwpt_destroy', function* (k: Kernel, hwpt: Address): Steps<void> {
  const { domain, fault } = object(k, hwpt) as HwptPaging | HwptNested;
  if (domain) yield { do: 'call', what: 'loses its domain: iommu_domain_free', of: hwpt };
  if (fault !== NULL) yield* count(k, 'dec', fault, 'users', faultRef(hwpt));
});
