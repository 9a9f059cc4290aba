import type { OpSpec } from './op_spec.ts';
import { ctx, fd, flag, handle, id, iova, LACKS, len, u32 } from './operand.ts';
import { OBJECT_KINDS } from './pointers.ts';

const pasid = u32('pasid', 100n, 'the PASID; the mock has those below 0x100000');

const slot = u32('slot', 0n, 'which reference, where there are several');

const stdev = id('stdev', ['selftest'], 'the mock device');

const access = fd('access', ['staccess'], 'the access');

const vfio = fd('vfio', ['vfio'], 'the VFIO device');

/** The context that a VFIO device is bound to; its ioctls go through the device's own descriptor. */
const bound = { ...ctx, informs: true } as const;

const PAGE_TABLES = ['ioas', 'hwpt_paging', 'hwpt_nested'] as const;

/** What drivers do on behalf of user space: the subsystem's selftest mocks, and VFIO. */
export const DRIVER_OPS = {
  mock_domain: {
    entry: 'IOMMU_TEST_OP_MOCK_DOMAIN',
    says: 'bind a mock device and attach it',
    operands: [
      ctx,
      id('pt', ['ioas', 'hwpt_paging'], 'the page table it attaches to'),
      u32('flags', 0n, 'selftest flags: 1 no dirty tracking, 4 PASIDs'),
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
    operands: [ctx, stdev, id('pt', PAGE_TABLES, 'the new page table')],
    labels: [{ stem: 'rp', names: 'hwpt_paging' }],
  },
  pasid_attach: {
    entry: 'IOMMU_TEST_OP_PASID_ATTACH',
    says: 'attach a PASID of a mock device',
    operands: [ctx, stdev, pasid, id('pt', PAGE_TABLES, 'the page table')],
    labels: [{ stem: 'ph', names: 'hwpt_paging' }],
  },
  pasid_detach: {
    entry: 'IOMMU_TEST_OP_PASID_DETACH',
    says: 'detach a PASID of a mock device',
    operands: [ctx, stdev, pasid],
    labels: [],
  },
  access_create: {
    entry: 'IOMMU_TEST_OP_CREATE_ACCESS',
    says: 'create an external access; the label is its fd',
    operands: [ctx, id('ioas', ['ioas'], 'the address space it reads'), flag('pin', 'may pin pages', 1n)],
    labels: [{ stem: 'acc', names: 'staccess' }],
  },
  access_replace: {
    entry: 'IOMMU_TEST_OP_ACCESS_REPLACE_IOAS',
    says: 'move an external access to another address space',
    operands: [ctx, access, id('ioas', ['ioas'], 'the new address space')],
    labels: [],
  },
  pin: {
    entry: 'IOMMU_TEST_OP_ACCESS_PAGES',
    says: 'pin a range through an external access',
    operands: [ctx, access, iova, len],
    labels: [{ stem: 'pn', names: 'item' }],
  },
  unpin: {
    entry: 'IOMMU_TEST_OP_DESTROY_ACCESS_PAGES',
    says: 'unpin what was pinned',
    operands: [ctx, access, handle('item', ['item'], 'the pin')],
    labels: [],
  },
  access_rw: {
    entry: 'IOMMU_TEST_OP_ACCESS_RW',
    says: 'read or write through an external access',
    operands: [ctx, access, iova, len],
    labels: [],
  },
  vfio_bind: {
    entry: 'VFIO_DEVICE_BIND_IOMMUFD',
    says: 'open a VFIO device and bind it to the context',
    operands: [
      ctx,
      {
        name: 'hw',
        type: 'words',
        default: 0n,
        words: LACKS,
        says: 'what the hardware and its driver lack',
      },
      { ...fd('vfio', ['vfio'], 'a descriptor that is open, instead of a new one'), default: null },
    ],
    labels: [
      { stem: 'dev', names: 'device' },
      { stem: 'vfd', names: 'vfio' },
    ],
  },
  vfio_attach: {
    entry: 'VFIO_DEVICE_ATTACH_IOMMUFD_PT',
    says: 'attach a VFIO device to a page table',
    operands: [bound, vfio, id('pt', PAGE_TABLES, 'the page table')],
    labels: [],
  },
  vfio_detach: {
    entry: 'VFIO_DEVICE_DETACH_IOMMUFD_PT',
    says: 'detach a VFIO device from its page table',
    operands: [bound, vfio],
    labels: [],
  },
  hold: {
    entry: 'iommufd_get_object()',
    says: 'an ioctl in flight takes its short-term reference',
    operands: [
      ctx,
      {
        name: 'id',
        type: 'id',
        positional: true,
        accepts: OBJECT_KINDS,
        says: 'the object',
      },
      slot,
    ],
    labels: [],
  },
  unhold: {
    entry: 'iommufd_put_object()',
    says: 'an ioctl in flight puts its short-term reference',
    operands: [slot],
    labels: [],
  },
} as const satisfies Record<string, OpSpec>;
