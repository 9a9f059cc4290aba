/** Every line that the kernels of the recordings logged; what the emulation logs beyond them is derived. */
export const RECORDED_LINES: ReadonlySet<string> = new Set([
  'BUG: kernel NULL pointer dereference, address: 0000000000000000',
  'Oops: 0000',
  'Oops: general protection fault, probably for non-canonical address 0x6b6b6b6b6b6b6b9c: 0000 [#1] SMP',
  'RIP: 0010:__mutex_lock.constprop.0',
  'RIP: 0010:iommufd_access_destroy',
  'RIP: 0010:iommufd_ctx_put',
  'RIP: 0010:iommufd_fops_release',
  'RIP: 0010:iommufd_hw_queue_destroy',
  'RIP: 0010:iopt_unmap_iova_range',
  'WARNING: io_pagetable.c:802 at iopt_unmap_iova_range',
  'WARNING: io_pagetable.c:809 at iopt_unmap_iova_range',
  'WARNING: iommufd_private.h:253 at iommufd_access_destroy',
  'WARNING: iommufd_private.h:253 at iommufd_hw_queue_destroy',
  'WARNING: main.c:420 at iommufd_fops_release',
  'iommufd: Time out waiting for iommufd object to become free',
]);
