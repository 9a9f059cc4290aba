import type { Switches } from './design.ts';

/** What a switch decides, and the kernel function in which it does. */
export interface Switch {
  readonly in: string;
  readonly says: string;
}

/** Every switch of a design in words. */
export const SWITCHES = {
  internalHoldsFile: {
    in: '`iommufd_access_create_internal`',
    says: 'does an internal access take a reference on the context file?',
  },
  internalIctx: {
    in: '`iommufd_access_create_internal`',
    says: 'what it leaves in the ictx field of an access that holds no file:',
  },
  internalIs: {
    in: '`iommufd_access_destroy_object` and `iommufd_access_notify_unmap`',
    says: 'what marks an access as internal:',
  },
  internalHasOps: {
    in: '`iommufd_access_create_internal`',
    says: 'does an internal access have ops (“down the road if we need ops”)?',
  },
  externalHasOps: {
    in: '`iommufd_access_create`',
    says: 'does an external access have ops?',
  },
  queueDestroys: {
    in: '`iommufd_hw_queue_destroy`',
    says: 'what it hands to the macro that destroys its access:',
  },
  allocatedFirst: {
    in: '`iommufd_hw_queue_alloc_ioctl`',
    says: 'which object takes its ID first:',
  },
  unmapRefusedBy: {
    in: '`iopt_unmap_iova_range`',
    says: 'what refuses to unmap a range that a hw_queue has pinned:',
  },
  notifyLocksInternal: {
    in: '`iommufd_access_notify_unmap`',
    says: 'is an internal access locked, and never put, before it is passed over?',
  },
  vdeviceHoldsDevice: {
    in: '`iommufd_vdevice_alloc_ioctl`',
    says: 'does a vDEVICE keep the short-term reference on its device for life, or as up to 6.16 one on the struct device, which iommufd does not count?',
  },
  abortOps: {
    in: '`iommufd_object_abort_and_destroy`',
    says: 'does it use the type’s abort op, for which the caller holds the locks?',
  },
  abortPutsFile: {
    in: '`iommufd_object_abort_and_destroy`',
    says: 'is the file of an event queue released on the spot, or when the call returns?',
  },
  abortOfUsed: {
    in: '`iommufd_object_abort`',
    says: 'is an object that still has users leaked, or freed under them?',
  },
  unattachPuts: {
    in: '`iommufd_hwpt_paging_alloc`',
    says: 'does undoing an immediate attach put the user that it took?',
  },
  mmapCounts: {
    in: '`iommufd_fops_mmap`',
    says: 'does the owner get its user while it is looked up, or once the mapping is built?',
  },
  destroyTakesUser: {
    in: '`iommufd_destroy`',
    says: 'does IOMMU_DESTROY take a user while it works?',
  },
  destroyTimeout: {
    in: '`iommufd_object_dec_wait`',
    says: 'how long it waits for short-term users, in ms:',
  },
  putWakes: {
    in: '`iommufd_put_object`',
    says: 'does the wake-up of the last put reach the waiter in `iommufd_object_dec_wait`?',
  },
} as const satisfies Record<keyof Switches, Switch>;
