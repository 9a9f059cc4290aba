import type { LaterName } from '../../iommufd/index.ts';

/** What a kernel does without what came later, and how its errno is known. */
export const LATER_WORDS: Readonly<Record<LaterName, { readonly says: string; readonly source: string }>> = {
  viommu: {
    says: 'IOMMU_VIOMMU_ALLOC and IOMMU_VDEVICE_ALLOC are not ioctls: ENOTTY',
    source: 'a log of 6.12.117 has the ENOTTY of IOMMU_VIOMMU_ALLOC; both came with 6.13',
  },
  veventq: {
    says: 'IOMMU_VEVENTQ_ALLOC is not an ioctl: ENOTTY',
    source: 'the series of March 2025, for 6.15; a vEVENTQ needs a vIOMMU',
  },
  hw_queue: {
    says: 'IOMMU_HW_QUEUE_ALLOC is not an ioctl: ENOTTY',
    source: 'series v9 of July 2025, for 6.17',
  },
  mmap: {
    says: '/dev/iommu cannot be mapped: ENODEV',
    source: 'series v9 of July 2025, for 6.17; mmap(2) for a file without that operation',
  },
  pasid: {
    says: 'no page table is made for PASIDs, and none is attached to one: EOPNOTSUPP',
    source:
      'a log of 6.12.117 has the EOPNOTSUPP of IOMMU_HWPT_ALLOC; that of the selftest’s attach is in no log',
  },
  'viommu data': {
    says: 'IOMMU_VIOMMU_ALLOC takes no driver data: E2BIG',
    source:
      'the data came with the HW queues, for 6.17; a longer structure whose end is not zero is E2BIG before the ioctl is handled',
  },
  'fault of a paging table': {
    says: 'no page table of an IOAS is made with a fault queue: EOPNOTSUPP, before the queue is looked up',
    source: 'logs of 6.12.117 with VT-d; other IOMMU drivers of 6.12, and nested tables, are in no log',
  },
};
