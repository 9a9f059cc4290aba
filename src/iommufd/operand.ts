import type { FileType, HandleType, ObjectType } from './op_spec.ts';

export const ctx = {
  name: 'ctx',
  type: 'ctx',
  positional: true,
  accepts: ['iommufd'],
  says: 'the context',
} as const;

export const id = (name: string, accepts: readonly ObjectType[], says: string) =>
  ({ name, type: 'id', accepts, says }) as const;

export const fd = (name: string, accepts: readonly FileType[], says: string) =>
  ({ name, type: 'fd', accepts, says }) as const;

export const handle = (name: string, accepts: readonly HandleType[], says: string) =>
  ({ name, type: 'handle', accepts, says }) as const;

export const flag = (name: string, says: string, value = 0n) =>
  ({ name, type: 'flag', default: value, says }) as const;

export const u32 = (name: string, value: bigint, says: string) =>
  ({ name, type: 'u32', default: value, says }) as const;

export const iova = {
  name: 'iova',
  type: 'u64',
  default: 0x1000000n,
  says: 'first I/O virtual address',
} as const;

export const len = { name: 'len', type: 'u64', default: 0x1000n, says: 'length in bytes' } as const;

/** Any open file of a scenario. */
export const descriptor = {
  name: 'fd',
  type: 'fd',
  positional: true,
  accepts: ['iommufd', 'staccess', 'eventq', 'vfio'],
  says: 'the descriptor',
} as const;

/** What the hardware behind a VFIO device, or the IOMMU driver for it, can lack: words by their bit. */
export const LACKS = ['no-nesting', 'no-viommu', 'no-pri', 'no-pasid', 'no-faults'] as const;
