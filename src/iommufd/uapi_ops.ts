import type { ObjectType, OpSpec } from './op_spec.ts';
import { ctx, flag, id, iova, len, u32 } from './operand.ts';
import { OBJECT_KINDS } from './pointers.ts';

/** What only the driver destroys that made it: IOMMU_DESTROY never succeeds on it. */
const OF_DRIVERS: readonly ObjectType[] = ['device', 'access'];

/** The ioctls of /dev/iommu. */
export const UAPI_OPS = {
  ioas_alloc: {
    entry: 'IOMMU_IOAS_ALLOC',
    says: 'create an I/O address space',
    operands: [ctx],
    answers: true,
    labels: [{ stem: 'io', names: 'ioas' }],
  },
  ioas_map: {
    entry: 'IOMMU_IOAS_MAP',
    says: 'map user memory at a fixed IOVA',
    operands: [
      ctx,
      id('ioas', ['ioas'], 'the address space'),
      iova,
      len,
      { name: 'va', type: 'u64', default: 0n, says: 'offset into the user buffer' },
    ],
    labels: [],
  },
  ioas_unmap: {
    entry: 'IOMMU_IOAS_UNMAP',
    says: 'unmap a range of IOVA',
    operands: [
      ctx,
      id('ioas', ['ioas'], 'the address space'),
      iova,
      len,
      flag('all', 'the whole address space'),
    ],
    labels: [],
  },
  hwpt_alloc: {
    entry: 'IOMMU_HWPT_ALLOC',
    says: 'create a hardware page table',
    operands: [
      ctx,
      id('dev', ['device'], 'the device it is for'),
      id('pt', ['ioas', 'hwpt_paging', 'viommu'], 'what it is built on'),
      flag('nest_parent', 'can carry nested tables and a vIOMMU'),
      flag('nested', 'user-managed stage 1'),
      { name: 'fault', type: 'id', default: 0n, accepts: ['fault'], says: 'its fault queue' },
      flag('pasid', 'can be attached to a PASID'),
    ],
    answers: true,
    labels: [{ stem: 'hp', names: 'hwpt_paging' }],
  },
  viommu_alloc: {
    entry: 'IOMMU_VIOMMU_ALLOC',
    says: 'create a virtual IOMMU',
    operands: [
      ctx,
      id('dev', ['device'], 'a device behind the physical IOMMU'),
      id('hwpt', ['hwpt_paging'], 'its nest parent'),
      flag('data', 'pass driver data'),
    ],
    answers: true,
    labels: [{ stem: 'vi', names: 'viommu' }],
  },
  vdevice_alloc: {
    entry: 'IOMMU_VDEVICE_ALLOC',
    says: 'give a device a place in a vIOMMU',
    operands: [
      ctx,
      id('viommu', ['viommu'], 'the vIOMMU'),
      id('dev', ['device'], 'the device'),
      { name: 'virt', type: 'u64', default: 0x99n, says: 'its ID in the vIOMMU' },
    ],
    answers: true,
    labels: [{ stem: 'vd', names: 'vdevice' }],
  },
  hw_queue_alloc: {
    entry: 'IOMMU_HW_QUEUE_ALLOC',
    says: 'create a hardware queue with its internal access',
    operands: [
      ctx,
      id('viommu', ['viommu'], 'its vIOMMU'),
      u32('index', 0n, 'queue number; the mock has 0 and 1'),
      iova,
      len,
      u32('type', 0xdeadbeefn, 'queue type; only the selftest type is known'),
    ],
    answers: true,
    labels: [{ stem: 'q', from: 0, names: 'hw_queue' }],
  },
  veventq_alloc: {
    entry: 'IOMMU_VEVENTQ_ALLOC',
    says: 'create an event queue of a vIOMMU, with its fd',
    operands: [ctx, id('viommu', ['viommu'], 'the vIOMMU'), u32('depth', 2n, 'events it can hold')],
    answers: true,
    labels: [
      { stem: 've', names: 'veventq' },
      { stem: 'vefd', names: 'eventq' },
    ],
  },
  fault_alloc: {
    entry: 'IOMMU_FAULT_QUEUE_ALLOC',
    says: 'create a fault queue, with its fd',
    operands: [ctx],
    answers: true,
    labels: [
      { stem: 'f', names: 'fault' },
      { stem: 'ffd', names: 'eventq' },
    ],
  },
  vfio_ioas: {
    entry: 'IOMMU_VFIO_IOAS',
    says: 'get, set or clear the IOAS of the VFIO compatibility',
    operands: [
      ctx,
      u32('op', 0n, '0 gets, 1 sets, 2 clears'),
      { name: 'ioas', type: 'id', default: 0n, accepts: ['ioas'], says: 'the address space to set' },
    ],
    labels: [{ stem: 'g', names: 'ioas' }],
  },
  destroy: {
    entry: 'IOMMU_DESTROY',
    says: 'destroy an object by its ID',
    operands: [
      ctx,
      {
        name: 'id',
        type: 'id',
        positional: true,
        accepts: OBJECT_KINDS.filter((kind) => !OF_DRIVERS.includes(kind)),
        says: 'the object',
      },
    ],
    labels: [],
  },
} as const satisfies Record<string, OpSpec>;
