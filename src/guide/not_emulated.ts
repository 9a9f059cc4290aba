import type { NotEmulated } from '../iommufd/index.ts';

const NOTHING = 'Nothing: it moves no count that lasts.';

/** What each operation that is not emulated would mean for lifetimes. */
export const NOT_EMULATED_WORDS: Readonly<Record<NotEmulated, string>> = {
  IOMMU_IOAS_COPY: 'The new area shares the pages of the old one, which live until both areas are gone.',
  IOMMU_IOAS_MAP_FILE:
    'The pages keep a file alive, a memfd or a dma-buf. No object of iommufd is counted for it.',
  IOMMU_IOAS_CHANGE_PROCESS:
    'It is a user of every IOAS while it works. Before `4ac2ce123824` an error could leave one counted and locked.',
  IOMMU_IOAS_IOVA_RANGES: NOTHING,
  IOMMU_IOAS_ALLOW_IOVAS: NOTHING,
  IOMMU_HWPT_SET_DIRTY_TRACKING: NOTHING,
  IOMMU_HWPT_GET_DIRTY_BITMAP: NOTHING,
  IOMMU_HWPT_INVALIDATE: NOTHING,
  IOMMU_GET_HW_INFO: NOTHING,
  IOMMU_OPTION: NOTHING,
  VFIO_SET_IOMMU: NOTHING,
  VFIO_IOMMU_MAP_DMA: 'It makes an area, as `ioas_map` does, in the IOAS for VFIO programs.',
  VFIO_IOMMU_UNMAP_DMA: 'It removes areas, as `ioas_unmap` does, from the IOAS for VFIO programs.',
  IOMMU_TEST_OP_PASID_REPLACE:
    'The new page table gets a user, the old one loses one; an automatic one may be destroyed by that.',
  IOMMU_TEST_OP_TRIGGER_IOPF:
    'It queues a fault, which no object counts. Before `738e6f32e61d` two lists could own it, and one use it after it was freed.',
  IOMMU_TEST_OP_TRIGGER_VEVENT: 'Nothing: it queues an event, which no object counts.',
  IOMMU_TEST_OP_DMABUF_GET: 'It opens a dma-buf, whose file is counted apart from the objects of iommufd.',
  IOMMU_TEST_OP_DMABUF_REVOKE:
    'The exporter takes its memory back while it is mapped, so what an area maps can go before the area.',
  'read(2)': 'Nothing: it takes a fault or an event out of its queue, and no object counts those.',
  'write(2)': 'Nothing: it answers a fault, which no object counts.',
};

/** What is missing from operations that are emulated, and what that leaves out. */
export const MISSING: Readonly<Record<string, string>> = {
  'operations of a child':
    'After `fork` a child sleeps until it is killed: what it inherits is counted, but it calls nothing.',
  'devices that share a group':
    'Each attached device is a user of its page table, and one with another table than its group is refused. Here every device is alone.',
};
