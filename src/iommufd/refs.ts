import type { CountName } from '../machine/index.ts';

/**
 * What one kind of reference is: which counter it counts in, and the functions that take and put it. These are the
 * holder's own, not the helpers that every holder calls: get_file(), fput(), iommufd_object_remove().
 */
export interface Role {
  readonly count: CountName | 'users and wait';
  readonly taken: string;
  readonly put: string;
  /** The reference, as its holder would call it. */
  readonly says: string;
}

/**
 * Every counted reference there is, under the name of the pointer that stands for it. The ledger's rows, the edges
 * of the graph and the narration all come from here.
 */
export const ROLES = {
  fd: {
    count: 'count',
    taken: 'alloc_empty_file, fget_raw or get_file',
    put: 'fput_close_sync, fput_close, fput or __fput_sync',
    says: 'its reference on the file',
  },
  'df->iommufd': {
    count: 'count',
    taken: 'iommufd_ctx_from_fd',
    put: 'iommufd_ctx_put',
    says: "VFIO's reference on the context file",
  },
  'idev->ictx': {
    count: 'count',
    taken: 'iommufd_device_bind',
    put: 'iommufd_device_destroy',
    says: 'its context file reference',
  },
  'access->ictx': {
    count: 'count',
    taken: 'iommufd_access_create or iommufd_access_create_internal',
    put: 'iommufd_access_destroy_object',
    says: 'its context file reference',
  },
  xarray: {
    count: 'users',
    taken: '_iommufd_object_alloc',
    put: 'iommufd_object_remove, iommufd_fops_release or iommufd_object_abort',
    says: "the xarray's reference",
  },
  bias: {
    count: 'wait',
    taken: '_iommufd_object_alloc or iommufd_object_remove',
    put: 'iommufd_object_dec_wait',
    says: 'the bias of wait_cnt',
  },
  lock_obj: {
    count: 'users and wait',
    taken: 'iommufd_lock_obj',
    put: 'iommufd_put_object',
    says: 'a short-term reference',
  },
  destroy: {
    count: 'users and wait',
    taken: 'iommufd_lock_obj',
    put: 'iommufd_destroy',
    says: "IOMMU_DESTROY's own reference, which kernels up to 6.4 took; they had one count, here both are taken",
  },
  'driver->idev': {
    count: 'users',
    taken: 'iommufd_device_bind',
    put: 'iommufd_device_unbind',
    says: "the driver's reference on the device",
  },
  'attach->idev': {
    count: 'users',
    taken: 'iommufd_device_attach',
    put: 'iommufd_device_detach',
    says: 'its reference for the attachment',
  },
  'vma->owner': {
    count: 'users',
    taken: 'iommufd_fops_mmap or iommufd_fops_vma_open',
    put: 'iommufd_fops_vma_close',
    says: 'its reference on the owner of the region',
  },
  'vma->vm_file': {
    count: 'count',
    taken: 'mmap_region or dup_mmap',
    put: 'remove_vma or mmap_region',
    says: 'its reference on the file',
  },
  ioctl: {
    count: 'count',
    taken: 'fdget',
    put: 'fdput',
    says: 'its reference on the file',
  },
  'eventq->ictx': {
    count: 'count',
    taken: 'iommufd_eventq_init',
    put: 'iommufd_eventq_fops_release',
    says: 'its context file reference',
  },
  'filep->eventq': {
    count: 'users',
    taken: 'iommufd_eventq_init',
    put: 'iommufd_eventq_fops_release',
    says: 'its reference on the event queue',
  },
  'vdev->viommu': {
    count: 'users',
    taken: 'iommufd_vdevice_alloc_ioctl',
    put: 'iommufd_vdevice_abort or iommufd_vdevice_destroy',
    says: 'its reference on the vIOMMU',
  },
  'vdev->idev': {
    count: 'users and wait',
    taken: 'iommufd_vdevice_alloc_ioctl',
    put: 'iommufd_vdevice_destroy',
    says: 'its short-term reference on the device, kept for life',
  },
  'idev->vdev': {
    count: 'users',
    taken: 'iommufd_device_pre_destroy',
    put: 'iommufd_device_pre_destroy',
    says: 'the reference of an unbind on the vDEVICE',
  },
  'veventq->viommu': {
    count: 'users',
    taken: 'iommufd_veventq_alloc',
    put: 'iommufd_veventq_abort',
    says: 'its reference on the vIOMMU',
  },
  'hwpt->fault': {
    count: 'users',
    taken: 'iommufd_hwpt_alloc',
    put: '__iommufd_hwpt_destroy',
    says: 'its reference on the fault queue',
  },
  'attach->hwpt': {
    count: 'users',
    taken: 'iommufd_hw_pagetable_attach or iommufd_device_do_replace',
    put: 'iommufd_hw_pagetable_put or iommufd_hw_pagetable_detach',
    says: 'its reference for the attachment',
  },
  'hwpt->ioas': {
    count: 'users',
    taken: 'iommufd_hwpt_paging_alloc',
    put: 'iommufd_hwpt_paging_destroy',
    says: 'its reference on the IOAS',
  },
  'hwpt->parent': {
    count: 'users',
    taken: 'iommufd_hwpt_nested_alloc',
    put: 'iommufd_hwpt_nested_destroy',
    says: 'its reference on the nest parent',
  },
  'hwpt->viommu': {
    count: 'users',
    taken: 'iommufd_viommu_alloc_hwpt_nested',
    put: 'iommufd_hwpt_nested_destroy',
    says: 'its reference on the vIOMMU',
  },
  'viommu->hwpt': {
    count: 'users',
    taken: 'iommufd_viommu_alloc_ioctl',
    put: 'iommufd_viommu_destroy',
    says: 'its reference on the nest parent',
  },
  'hw_queue->viommu': {
    count: 'users',
    taken: 'iommufd_hw_queue_alloc_ioctl',
    put: 'iommufd_hw_queue_destroy',
    says: 'its reference on the vIOMMU',
  },
  'hw_queue->access': {
    count: 'users',
    taken: '__iommufd_access_create',
    put: 'iommufd_hw_queue_destroy_access or iommufd_hw_queue_alloc_phys',
    says: 'its reference on the internal access',
  },
  'hw_queue->prev': {
    count: 'users',
    taken: '_iommufd_object_depend',
    put: '_iommufd_object_undepend',
    says: 'its reference on the queue before it',
  },
  'file->access': {
    count: 'users',
    taken: '__iommufd_access_create',
    put: 'iommufd_access_destroy',
    says: "the driver's reference on the access",
  },
  'access->ioas': {
    count: 'users',
    taken: 'iommufd_access_change_ioas',
    put: 'iommufd_access_change_ioas',
    says: 'its reference on the IOAS',
  },
  pin: {
    count: 'num_accesses',
    taken: 'iopt_area_add_access',
    put: 'iopt_area_remove_access',
    says: 'its pin of the area',
  },
  'pin lock': {
    count: 'num_locks',
    taken: 'iopt_area_add_access',
    put: 'iopt_area_remove_access',
    says: 'its lock on the area',
  },
} as const satisfies Record<string, Role>;

/** The name of a role. */
export type RoleName = keyof typeof ROLES;

/** What a reference is that a design of one's own adds. */
const ADDED: Role = {
  count: 'users',
  taken: 'iommufd_object_finalize',
  put: 'kfree',
  says: 'a reference that no kernel has',
};

/** The role of a reference by its name. */
export function roleOf(name: string): Role {
  return (ROLES as Readonly<Record<string, Role>>)[name] ?? ADDED;
}

/**
 * Roles whose holder owns the object: when the owner lets go it destroys the object, so the xarray's reference
 * goes with it and no sweep is needed.
 */
export const OWNING_ROLES: ReadonlySet<string> = new Set<RoleName>([
  'driver->idev',
  'hw_queue->access',
  'file->access',
]);
