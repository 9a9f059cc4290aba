import type { OpName } from './ops.ts';

/** Something that iommufd did not always have. */
interface Later {
  /** The operations that need it; a part of an operation asks for itself. */
  readonly ops: readonly OpName[];
  readonly errno: 'ENOTTY' | 'ENODEV' | 'EOPNOTSUPP' | 'E2BIG';
  /** What is wrong with the file, or the object, that it is asked of. */
  readonly why: string;
}

/** What came after 6.12, and what a kernel without it answers. */
export const LATER = {
  viommu: {
    ops: ['viommu_alloc', 'vdevice_alloc'],
    errno: 'ENOTTY',
    why: 'has no such ioctl',
  },
  veventq: {
    ops: ['veventq_alloc'],
    errno: 'ENOTTY',
    why: 'has no such ioctl',
  },
  hw_queue: {
    ops: ['hw_queue_alloc'],
    errno: 'ENOTTY',
    why: 'has no such ioctl',
  },
  mmap: {
    ops: ['mmap'],
    errno: 'ENODEV',
    why: 'cannot be mapped',
  },
  pasid: {
    ops: ['pasid_attach', 'pasid_detach'],
    errno: 'EOPNOTSUPP',
    why: 'knows nothing of PASIDs',
  },
  'viommu data': {
    ops: [],
    errno: 'E2BIG',
    why: 'reads no driver data of a vIOMMU',
  },
  'fault of a paging table': {
    ops: [],
    errno: 'EOPNOTSUPP',
    why: 'makes no page table of its own that reports faults',
  },
} as const satisfies Record<string, Later>;

/** The name of something that iommufd did not always have. */
export type LaterName = keyof typeof LATER;
