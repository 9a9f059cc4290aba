/** Regions that drivers register for user space to map: iommufd_viommu_alloc_mmap() and its undoing, 7.3. */
import { type Address, living, write } from '../machine/index.ts';
import type { Kernel } from './kernel.ts';
import { the } from './objects.ts';

/** Offset 0 is never handed out: the first region begins at the first page. */
const FIRST = 0x1000;

/** Bytes of the mock driver's region: two pages. */
const LENGTH = 0x2000;

/** The vIOMMU of a context that owns the region at an offset, or undefined. */
export function ownerAt(k: Kernel, ictx: Address, offset: bigint): Address | undefined {
  return living(k, 'viommu').find((viommu) => {
    const { ictx: of, region } = the(k, 'viommu', viommu);
    return of === ictx && region !== 0 && BigInt(region) === offset;
  });
}

/** iommufd_viommu_alloc_mmap(): the region gets the lowest offset that is free in its context. */
export function allocMmap(k: Kernel, viommu: Address): void {
  const { ictx } = the(k, 'viommu', viommu);
  let region = FIRST;
  while (ownerAt(k, ictx, BigInt(region)) !== undefined) region += LENGTH;
  write(k, viommu, { region });
}

/** iommufd_viommu_destroy_mmap(): the offset is free for the next. */
export function freeMmap(k: Kernel, viommu: Address): void {
  write(k, viommu, { region: 0 });
}
