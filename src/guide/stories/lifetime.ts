import type { Guide } from '../guide.ts';
import { DESTROYED_QUEUE, FREED, LIVE_QUEUE } from '../guide.ts';

export const LIFETIME = {
  polite: {
    story:
      'IOMMU_DESTROY takes an object that nobody else uses. So the order is given by the arrows: first the queue, then its vIOMMU, the device with its attachment, the page table, and last the IOAS.',
    lookAt: 'Each object has users: 1, the xarray, when its turn comes.',
    about: 'IOMMU_DESTROY, 7.3',
    ends: DESTROYED_QUEUE,
    stops: [
      {
        op: 9,
        in: 'iommufd_object_remove',
        does: 'slot',
        says: 'The queue had one user, the xarray. Its ID is free from here on.',
      },
      {
        op: 9,
        role: 'hw_queue->viommu',
        says: 'The end of the queue is what lets its vIOMMU go: one user less.',
      },
      {
        op: 11,
        role: 'attach->hwpt',
        says: 'VFIO detaches before it unbinds. The page table loses the user that stood for the attachment.',
      },
      { op: 14, says: 'Nothing is left for the release but the context itself.' },
    ],
  },
  passes: {
    story:
      'The release has no list of what depends on what. It walks the IDs upwards, takes every object that has one user, and starts another pass as long as the last one took something. IDs are given out lowest first, so what is made first tends to be held by what comes later, and each link of a chain costs a pass.',
    lookAt: 'The passes on the timeline, and which IDs each takes.',
    about: 'iommufd_fops_release, 7.3',
    ends: FREED,
    stops: [
      {
        op: 6,
        does: 'pass',
        nth: 1,
        says: 'Pass 1: of the chain vIOMMU, page table, IOAS only the last link, the vIOMMU, has one user.',
      },
      {
        op: 6,
        role: 'viommu->hwpt',
        says: 'The vIOMMU goes and gives up its page table. Its ID is lower: this pass has gone by.',
      },
      { op: 6, does: 'pass', nth: 2, says: 'Pass 2 finds the page table free to go.' },
      {
        op: 6,
        does: 'pass',
        nth: 3,
        says: 'Pass 3 takes the IOAS, which had the lowest ID and the most users.',
      },
      { op: 6, says: 'Everything went without one object knowing of another.' },
    ],
  },
  'two-queues': {
    story:
      'The driver wants its queues in order: queue 1 needs queue 0 to be there, and holds it. DESTROY of queue 0 is refused until queue 1 is gone; the release gets there by itself, in two passes.',
    lookAt: 'users of queue 0: the xarray and queue 1.',
    about: 'iommufd_hw_queue_depend, 6.17',
    ends: LIVE_QUEUE,
    stops: [
      { op: 8, role: 'hw_queue->prev', says: 'The driver makes queue 1 depend on queue 0: one user more.' },
      { op: 9, says: 'DESTROY of queue 0 finds two users and changes nothing: EBUSY.' },
      {
        op: 10,
        role: 'hw_queue->prev',
        says: 'In the release the driver stops queue 1 first, which gives queue 0 up.',
      },
      { op: 10, says: 'Both are gone. A release needs no order from outside.' },
    ],
  },
  'auto-domain': {
    story:
      'A device that is attached to an IOAS needs a page table, so the kernel makes one, marks it automatic, and destroys it when the last device leaves. It has an ID like any other object, but nobody has to know it.',
    lookAt: 'HWPT 4, which appears with the attach and is gone after the replace.',
    about: 'iommufd_device_auto_get_domain, 7.3',
    ends: FREED,
    stops: [
      {
        op: 3,
        in: 'iommufd_device_auto_get_domain',
        does: 'alloc',
        says: 'Attaching to the IOAS makes a page table on the way.',
      },
      {
        op: 3,
        does: 'set',
        in: 'iommufd_device_auto_get_domain',
        nth: 2,
        says: 'It is marked as automatic: it will go with its last attachment.',
      },
      {
        op: 5,
        in: 'iommufd_device_do_replace',
        does: 'set',
        says: 'The device moves to a new table, of the other IOAS. The user that it had on the old one is still to be put.',
      },
      {
        op: 5,
        in: 'iommufd_object_remove',
        does: 'free',
        says: 'The last attachment is gone, so the old automatic table destroys itself, after ioas->mutex was given up.',
      },
      {
        op: 6,
        in: 'iommufd_object_remove',
        does: 'free',
        says: 'Destroying the device takes the second automatic table with it in the same way.',
      },
    ],
  },
  nested: {
    story:
      'A nested table made on a vIOMMU holds that vIOMMU and nothing below it: the parent table is borrowed, since the vIOMMU holds it already. A vDEVICE says which virtual device the real one is, and a nested attach needs it.',
    lookAt: 'The one arrow out of the nested table.',
    about: 'IOMMU_HWPT_ALLOC on a vIOMMU, 7.3',
    ends: FREED,
    stops: [
      {
        op: 7,
        role: 'hwpt->viommu',
        says: 'The nested table takes a user on the vIOMMU, and none on the parent.',
      },
      {
        op: 8,
        role: 'vdev->idev',
        says: 'The vDEVICE holds its device in both counters: for long, and as if it had only just looked it up.',
      },
      { op: 9, role: 'attach->hwpt', says: 'The device moves to the nested table.' },
      { op: 10, says: 'DESTROY of the vIOMMU is refused: the nested table and the vDEVICE each hold it.' },
      { op: 14, says: 'With both gone, the vIOMMU goes at once.' },
    ],
  },
  vdevice: {
    story:
      "Unbinding a device may not fail, so the device asks its vDEVICE to go: it is destroyed from the device's side, and its ID is left as a tombstone, so that user space, which still knows the number, gets ENOENT and never another object. Up to 6.16 the vDEVICE knew only the struct device, and outlived the binding.",
    lookAt: 'wait_cnt of the device: 2 with a vDEVICE, and the tombstone in the slot.',
    about: 'pre_destroy and tombstones, 6.17',
    ends: { ...FREED, 'vdevice-uncounted': 'UAF' },
    stops: [
      {
        op: 8,
        role: 'vdev->idev',
        says: 'The vDEVICE keeps the look-up of its device for its whole life: users and wait_cnt are one higher.',
      },
      {
        op: 9,
        in: 'iommufd_device_pre_destroy',
        does: 'set',
        says: 'The VFIO file is closed. Before it waits, unbind lets the device end what it owns.',
      },
      {
        op: 9,
        in: 'iommufd_device_pre_destroy',
        does: 'slot',
        says: 'The vDEVICE leaves the xarray, but its ID stays reserved: a tombstone.',
      },
      {
        op: 9,
        in: 'iommufd_vdevice_destroy',
        role: 'vdev->idev',
        says: 'Its destroy gives the device back.',
      },
      { op: 10, says: "A new object gets the lowest free ID, the device's, and never the tombstone." },
      { op: 11, says: 'DESTROY of the vDEVICE finds a tombstone: ENOENT, as if it had never been.' },
    ],
  },
  pasid: {
    story:
      'A device can be attached several times, once as itself and once for each PASID, and every attachment is counted on the device and on the page table. Tables have to be made for it, the one of the device itself included.',
    lookAt: 'users of HWPT 5: the xarray, the device, the PASID.',
    about: 'iommufd_device_attach with a PASID, 7.3',
    ends: FREED,
    stops: [
      { op: 5, says: 'EINVAL: the device is attached to a page table that cannot carry PASIDs.' },
      { op: 6, role: 'attach->hwpt', says: 'It moves to one that can: a user for the attachment.' },
      { op: 7, role: 'attach->hwpt', says: 'PASID 100 is attached to the same table: one user more.' },
      { op: 7, role: 'attach->idev', says: 'And one more on the device.' },
      { op: 9, says: 'The PASID is detached, but the device itself is still there: EBUSY.' },
      { op: 11, says: 'After it has moved away, the table can be destroyed.' },
    ],
  },
  detach: {
    story:
      'A descriptor of a device is bound once. It can be attached any number of times: an attach of an attached device moves it, and the automatic table that it leaves goes. A detach takes the attachment back and leaves the device bound.',
    lookAt: 'users of the device: 2 while it is bound, 3 while it is attached.',
    about: 'VFIO_DEVICE_BIND_IOMMUFD, VFIO_DEVICE_ATTACH_IOMMUFD_PT and VFIO_DEVICE_DETACH_IOMMUFD_PT, 7.3',
    ends: FREED,
    stops: [
      { op: 4, says: 'EOPNOTSUPP: the IOMMU behind the device cannot nest, so it makes no nest parent.' },
      { op: 5, says: 'EINVAL: the descriptor is bound already.' },
      { op: 6, role: 'attach->idev', says: 'Attached to an IOAS, the device has a third user.' },
      {
        op: 8,
        role: 'attach->hwpt',
        says: 'It moves to another IOAS. Its users stay; the table that it left destroys itself.',
      },
      { op: 9, role: 'attach->idev', says: 'The detach gives the third user back.' },
      { op: 10, says: 'The close finds nothing attached and unbinds the device.' },
    ],
  },
} as const satisfies Record<string, Guide>;
