/**
 * Where designs differ. Each switch changes one kernel function; nothing else in the engine asks which design runs.
 */

export interface Design {
  /** iommufd_access_create_internal(): does an internal access take a reference on the ctx file? */
  readonly internalHoldsFile: boolean;
  /** iommufd_access_create_internal(): what it leaves in the ictx field of an access that holds no file. */
  readonly internalIctx: 'NULL' | 'ictx' | 'uninitialised';
  /** iommufd_access_destroy_object(), iommufd_access_notify_unmap(): how an access is known to be internal. */
  readonly internalIs: 'ictx == NULL' | 'ops == NULL';
  /** iommufd_access_create_internal(): does an internal access have ops ("down the road if we need ops")? */
  readonly internalHasOps: boolean;
  /** iommufd_access_create(): does an external access have ops? */
  readonly externalHasOps: boolean;
  /** iommufd_hw_queue_destroy(): what it hands to the macro that destroys its access. */
  readonly queueDestroys: 'its access' | 'itself';
  /** iommufd_hw_queue_alloc_ioctl(): which object takes its ID first. */
  readonly allocatedFirst: 'hw_queue' | 'access';
  /** iopt_unmap_iova_range(): what refuses to unmap a range that a hw_queue has pinned. */
  readonly unmapRefusedBy: 'num_locks' | 'notification' | 'any internal access' | 'nothing';
  /** iommufd_access_notify_unmap(): is an internal access locked before it is passed over? Nobody puts it then. */
  readonly notifyLocksInternal: boolean;
  /** iommufd_vdevice_alloc_ioctl(): does a vDEVICE keep the short-term reference on its device for life? */
  readonly vdeviceHoldsDevice: boolean;
  /** iommufd_object_abort_and_destroy(): does it use the type's abort op, for which the caller holds the locks? */
  readonly abortOps: boolean;
  /** iommufd_object_abort_and_destroy(): the file of an event queue is released on the spot, or when the call returns. */
  readonly abortPutsFile: 'at once' | 'deferred';
  /** iommufd_object_abort(): an object that still has users is leaked, or freed under them. */
  readonly abortOfUsed: 'leaks' | 'frees';
  /** iommufd_hwpt_paging_alloc(): does undoing an immediate attach give back the user it took? */
  readonly unattachPuts: boolean;
  /** iommufd_fops_mmap(): the owner gets its user while it is looked up, or once the mapping is built. */
  readonly mmapCounts: 'at lookup' | 'at the end';
  /** iommufd_destroy(): does IOMMU_DESTROY take a user for the time that it works? */
  readonly destroyTakesUser: boolean;
  /** iommufd_object_dec_wait(): how long it waits for short-term users, in ms. */
  readonly destroyTimeout: 60_000 | 10_000;
  /** iommufd_put_object(): does the wake-up of the last put reach who waits in iommufd_object_dec_wait()? */
  readonly putWakes: boolean;
}

/** What 7.3 does, of which every other design is a variation. */
export const MERGED: Design = {
  internalHoldsFile: false,
  internalIctx: 'NULL',
  internalIs: 'ictx == NULL',
  internalHasOps: false,
  externalHasOps: true,
  queueDestroys: 'its access',
  allocatedFirst: 'hw_queue',
  unmapRefusedBy: 'num_locks',
  notifyLocksInternal: false,
  vdeviceHoldsDevice: true,
  abortOps: true,
  abortPutsFile: 'at once',
  abortOfUsed: 'leaks',
  unattachPuts: true,
  mmapCounts: 'at lookup',
  destroyTakesUser: false,
  destroyTimeout: 60_000,
  putWakes: false,
};
