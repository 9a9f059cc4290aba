import type { ObjectType, OpSpec } from './op_spec.ts';

const ctx = {
  name: 'ctx',
  type: 'ctx',
  positional: true,
  accepts: ['iommufd'],
  says: 'the iommufd',
} as const;

const id = (name: string, accepts: readonly ObjectType[], says: string) =>
  ({ name, type: 'id', accepts, says }) as const;

const flag = (name: string, says: string, value = 0n) =>
  ({ name, type: 'flag', default: value, says }) as const;

const iova = { name: 'iova', type: 'u64', default: 0x1000000n, says: 'first I/O virtual address' } as const;
const len = { name: 'len', type: 'u64', default: 0x1000n, says: 'length in bytes' } as const;

/** Every operation. One table, read by the text form, the link codec, the palette, the command line and the runner. */
export const OPS = {
  open: {
    entry: 'open("/dev/iommu")',
    says: 'open a context',
    operands: [],
    labels: [{ stem: 'c', names: 'iommufd' }],
  },
  dup: {
    entry: 'dup(2)',
    says: 'duplicate a file descriptor',
    operands: [
      {
        name: 'fd',
        type: 'fd',
        positional: true,
        accepts: ['iommufd', 'access', 'vfio'],
        says: 'the descriptor',
      },
    ],
    labels: [{ stem: 'd', names: 'iommufd' }],
  },
  close: {
    entry: 'close(2)',
    says: 'close a file descriptor',
    operands: [
      {
        name: 'fd',
        type: 'fd',
        positional: true,
        accepts: ['iommufd', 'access', 'vfio'],
        says: 'the descriptor',
      },
    ],
    labels: [],
  },
  exit: { entry: 'exit(2)', says: 'end the process', operands: [], labels: [] },
  ioas_alloc: {
    entry: 'IOMMU_IOAS_ALLOC',
    says: 'create an I/O address space',
    operands: [ctx],
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
  mock_domain: {
    entry: 'IOMMU_TEST_OP_MOCK_DOMAIN',
    says: 'bind a mock device and attach it',
    operands: [
      ctx,
      id('pt', ['ioas', 'hwpt_paging'], 'the page table it attaches to'),
      { name: 'flags', type: 'u32', default: 0n, says: 'selftest flags; 4 gives the device PASIDs' },
    ],
    labels: [
      { stem: 'sd', names: 'selftest' },
      { stem: 'dev', names: 'device' },
      { stem: 'hw', names: 'hwpt_paging' },
    ],
  },
  mock_replace: {
    entry: 'IOMMU_TEST_OP_MOCK_DOMAIN_REPLACE',
    says: 'attach a mock device to another page table',
    operands: [
      ctx,
      id('stdev', ['selftest'], 'the mock device'),
      id('pt', ['ioas', 'hwpt_paging', 'hwpt_nested'], 'the new page table'),
    ],
    labels: [{ stem: 'rp', names: 'hwpt_paging' }],
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
    ],
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
    labels: [{ stem: 'vi', names: 'viommu' }],
  },
  hw_queue_alloc: {
    entry: 'IOMMU_HW_QUEUE_ALLOC',
    says: 'create a hardware queue with its internal access',
    operands: [
      ctx,
      id('viommu', ['viommu'], 'its vIOMMU'),
      { name: 'index', type: 'u32', default: 0n, says: 'queue number; the mock has 0 and 1' },
      iova,
      len,
      {
        name: 'type',
        type: 'u32',
        default: 0xdeadbeefn,
        says: 'queue type; only the selftest type is known',
      },
    ],
    labels: [{ stem: 'q', from: 0, names: 'hw_queue' }],
  },
  access_create: {
    entry: 'IOMMU_TEST_OP_CREATE_ACCESS',
    says: 'create an external access; the label is its fd',
    operands: [ctx, id('ioas', ['ioas'], 'the address space it reads'), flag('pin', 'may pin pages', 1n)],
    labels: [{ stem: 'acc', names: 'access' }],
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
        accepts: ['ioas', 'hwpt_paging', 'hwpt_nested', 'viommu', 'hw_queue', 'selftest'],
        says: 'the object',
      },
    ],
    labels: [],
  },
  vfio_bind: {
    entry: 'VFIO_DEVICE_BIND_IOMMUFD',
    says: 'open a VFIO device and bind it to the context',
    operands: [ctx],
    labels: [
      { stem: 'dev', names: 'device' },
      { stem: 'vfd', names: 'vfio' },
    ],
  },
  vfio_attach: {
    entry: 'VFIO_DEVICE_ATTACH_IOMMUFD_PT',
    says: 'attach a VFIO device to a page table',
    operands: [
      ctx,
      { name: 'vfio', type: 'fd', accepts: ['vfio'], says: 'the VFIO device' },
      id('pt', ['ioas', 'hwpt_paging', 'hwpt_nested'], 'the page table'),
    ],
    labels: [],
  },
} as const satisfies Record<string, OpSpec>;
