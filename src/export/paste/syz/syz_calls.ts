import { type Fields, type Said, Unsaid } from './syz_fields.ts';

/** What an ioctl on a context says, from the fields of its command. */
type Ioctl = (fields: Fields) => Said;

const said = (
  name: Said['name'],
  operands: Said['operands'],
  ...labels: readonly (string | undefined)[]
): Said => ({ name, operands, labels });

const ALL = 0xffff_ffff_ffff_ffffn;
const PAGE_MASK = 0xfffn;

/** The flags of IOMMU_IOAS_MAP, of IOMMU_HWPT_ALLOC, and of the test commands. */
const [FIXED_IOVA, WRITEABLE, READABLE] = [1n, 2n, 4n];
const [NEST_PARENT, FAULT_ID_VALID, PASID] = [1n, 4n, 8n];
const [NEEDS_PIN, ACCESS_WRITE, RW_WRITE, RW_SLOW_PATH] = [1n, 1n, 1n, 4n];

/** The types of the mock: of its nested table, its vIOMMU and its event queue. */
const [MOCK_TABLE, MOCK_VIOMMU, MOCK_VEVENTQ] = [0xdeadn, 0xdeadbeefn, 42n];

const flag = (isSet: boolean) => (isSet ? 1n : 0n);

const mock = (f: Fields, flags: bigint): Said =>
  said('mock_domain', { pt: f.id(2), flags }, f.made(4), f.made(6), f.made(5));

/** The ioctls of /dev/iommu that can be said, by their names in the uAPI. Sizes are taken to be right. */
export const IOCTLS: Readonly<Record<string, Ioctl>> = {
  IOMMU_DESTROY: (f) => said('destroy', { id: f.id(1) }),
  IOMMU_IOAS_ALLOC: (f) => {
    f.only(1, 0n, 'flags');
    return said('ioas_alloc', {}, f.made(2));
  },
  IOMMU_IOAS_MAP: (f) => {
    const flags = f.flags(1, FIXED_IOVA | WRITEABLE | READABLE);
    if (!(flags & FIXED_IOVA)) throw new Unsaid('the kernel chooses the IOVA');
    if (!(flags & (WRITEABLE | READABLE))) throw new Unsaid('it maps for neither reading nor writing');
    if (f.number(4) === 0n) throw new Unsaid('it maps memory at NULL');
    return said('ioas_map', {
      ioas: f.id(2),
      iova: f.number(6),
      len: f.number(5),
      va: f.number(4) & PAGE_MASK,
    });
  },
  IOMMU_IOAS_UNMAP: (f) =>
    f.number(2) === 0n && f.number(3) === ALL
      ? said('ioas_unmap', { ioas: f.id(1), all: 1n })
      : said('ioas_unmap', { ioas: f.id(1), iova: f.number(2), len: f.number(3) }),
  IOMMU_HWPT_ALLOC: (f) => {
    const flags = f.flags(1, NEST_PARENT | FAULT_ID_VALID | PASID);
    const type = f.number(6);
    if (type !== 0n) f.only(6, MOCK_TABLE, 'data_type');
    return said(
      'hwpt_alloc',
      {
        dev: f.id(2),
        pt: f.id(3),
        nest_parent: flag((flags & NEST_PARENT) !== 0n),
        nested: flag(type !== 0n),
        ...(flags & FAULT_ID_VALID && { fault: f.id(9) }),
        pasid: flag((flags & PASID) !== 0n),
      },
      f.made(4),
    );
  },
  IOMMU_VIOMMU_ALLOC: (f) => {
    f.only(1, 0n, 'flags');
    f.only(2, MOCK_VIOMMU, 'type');
    return said('viommu_alloc', { dev: f.id(3), hwpt: f.id(4), data: flag(f.number(6) !== 0n) }, f.made(5));
  },
  IOMMU_VDEVICE_ALLOC: (f) =>
    said('vdevice_alloc', { viommu: f.id(1), dev: f.id(2), virt: f.number(4) }, f.made(3)),
  IOMMU_HW_QUEUE_ALLOC: (f) => {
    f.only(1, 0n, 'flags');
    const [type, index, iova, len] = [f.number(3), f.number(4), f.number(6), f.number(7)];
    return said('hw_queue_alloc', { viommu: f.id(2), index, iova, len, type }, f.made(5));
  },
  IOMMU_FAULT_QUEUE_ALLOC: (f) => {
    f.only(1, 0n, 'flags');
    return said('fault_alloc', {}, f.made(2), f.made(3));
  },
  IOMMU_VEVENTQ_ALLOC: (f) => {
    f.only(1, 0n, 'flags');
    f.only(3, MOCK_VEVENTQ, 'type');
    return said('veventq_alloc', { viommu: f.id(2), depth: f.number(4) }, f.made(5), f.made(6));
  },
  IOMMU_VFIO_IOAS: (f) => {
    const op = f.number(2);
    return said('vfio_ioas', { op, ...(op === 1n && { ioas: f.id(1) }) }, f.made(1));
  },
  IOMMU_TEST_OP_MOCK_DOMAIN: (f) => mock(f, 0n),
  IOMMU_TEST_OP_MOCK_DOMAIN_FLAGS: (f) => mock(f, f.number(7)),
  IOMMU_TEST_OP_MOCK_DOMAIN_REPLACE: (f) => said('mock_replace', { stdev: f.id(2), pt: f.id(4) }),
  IOMMU_TEST_OP_PASID_ATTACH: (f) =>
    said('pasid_attach', { stdev: f.id(2), pasid: f.number(4), pt: f.id(5) }),
  IOMMU_TEST_OP_PASID_DETACH: (f) => said('pasid_detach', { stdev: f.id(2), pasid: f.number(4) }),
  IOMMU_TEST_OP_CREATE_ACCESS: (f) =>
    said('access_create', { ioas: f.id(2), pin: flag(f.flags(5, NEEDS_PIN) !== 0n) }, f.made(4)),
  IOMMU_TEST_OP_ACCESS_REPLACE_IOAS: (f) => said('access_replace', { access: f.id(2), ioas: f.id(4) }),
  IOMMU_TEST_OP_ACCESS_PAGES: (f) => {
    f.flags(4, ACCESS_WRITE);
    return said('pin', { access: f.id(2), iova: f.number(6), len: f.number(7) }, f.made(5));
  },
  IOMMU_TEST_OP_DESTROY_ACCESS_PAGES: (f) => said('unpin', { access: f.id(2), item: f.id(4) }),
  IOMMU_TEST_OP_ACCESS_RW: (f) => {
    f.flags(7, RW_WRITE | RW_SLOW_PATH);
    return said('access_rw', { access: f.id(2), iova: f.number(4), len: f.number(5) });
  },
};
