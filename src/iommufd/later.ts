import type { OpName } from './ops.ts';

/** Something that iommufd did not always have. */
export interface Later {
  /** The operations that need it; a part of an operation asks for itself. */
  readonly ops: readonly OpName[];
  readonly says: string;
  readonly errno: 'ENOTTY' | 'ENODEV' | 'EOPNOTSUPP';
  /** What is wrong with the file, or the object, that it is asked of. */
  readonly why: string;
  /** How the errno is known. */
  readonly source: string;
}

/** What came after 6.12, and what a kernel without it answers. */
export const LATER = {
  viommu: {
    ops: ['viommu_alloc', 'vdevice_alloc'],
    says: 'IOMMU_VIOMMU_ALLOC and IOMMU_VDEVICE_ALLOC are no ioctls: ENOTTY',
    errno: 'ENOTTY',
    why: 'knows no such ioctl',
    source: 'a log of 6.12.117 has the ENOTTY of IOMMU_VIOMMU_ALLOC; both came with 6.13',
  },
  veventq: {
    ops: ['veventq_alloc'],
    says: 'IOMMU_VEVENTQ_ALLOC is no ioctl: ENOTTY',
    errno: 'ENOTTY',
    why: 'knows no such ioctl',
    source: 'the series of March 2025, for 6.15; a vEVENTQ needs a vIOMMU',
  },
  hw_queue: {
    ops: ['hw_queue_alloc'],
    says: 'IOMMU_HW_QUEUE_ALLOC is no ioctl: ENOTTY',
    errno: 'ENOTTY',
    why: 'knows no such ioctl',
    source: 'series v9 of July 2025, for 6.17',
  },
  mmap: {
    ops: ['mmap'],
    says: '/dev/iommu cannot be mapped: ENODEV',
    errno: 'ENODEV',
    why: 'is of a kind that cannot be mapped',
    source: 'series v9 of July 2025, for 6.17; mmap(2) for a file without that operation',
  },
  pasid: {
    ops: ['pasid_attach', 'pasid_detach'],
    says: 'no page table is made for PASIDs, and none is attached to one: EOPNOTSUPP',
    errno: 'EOPNOTSUPP',
    why: 'knows nothing of PASIDs',
    source:
      'a log of 6.12.117 has the EOPNOTSUPP of IOMMU_HWPT_ALLOC; that of the selftest’s attach is in no log',
  },
} as const satisfies Record<string, Later>;

export type LaterName = keyof typeof LATER;
