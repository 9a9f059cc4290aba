/** What a 7.3 kernel can be asked and this emulator cannot, by the kernel's names. */
export const NOT_EMULATED = [
  'IOMMU_IOAS_COPY',
  'IOMMU_IOAS_MAP_FILE',
  'IOMMU_IOAS_CHANGE_PROCESS',
  'IOMMU_IOAS_IOVA_RANGES',
  'IOMMU_IOAS_ALLOW_IOVAS',
  'IOMMU_HWPT_SET_DIRTY_TRACKING',
  'IOMMU_HWPT_GET_DIRTY_BITMAP',
  'IOMMU_HWPT_INVALIDATE',
  'IOMMU_GET_HW_INFO',
  'IOMMU_OPTION',
  'VFIO_SET_IOMMU',
  'VFIO_IOMMU_MAP_DMA',
  'VFIO_IOMMU_UNMAP_DMA',
  'IOMMU_TEST_OP_PASID_REPLACE',
  'IOMMU_TEST_OP_TRIGGER_IOPF',
  'IOMMU_TEST_OP_TRIGGER_VEVENT',
  'IOMMU_TEST_OP_DMABUF_GET',
  'IOMMU_TEST_OP_DMABUF_REVOKE',
  'read(2)',
  'write(2)',
] as const;

/** The name of something that is not emulated. */
export type NotEmulated = (typeof NOT_EMULATED)[number];
