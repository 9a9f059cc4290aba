import type { Guide } from '../guide.ts';
import { DESTROYED_QUEUE, FREED, LIVE_QUEUE } from '../guide.ts';

export const REFUSAL = {
  busy: {
    story:
      'IOMMU_DESTROY asks one question: is the xarray the only user? If not it returns EBUSY and changes nothing. It never waits for permission, so a program takes things down in the order in which they hold each other.',
    lookAt: 'users of each object when its DESTROY looks at it.',
    about: 'IOMMU_DESTROY, 7.3',
    ends: DESTROYED_QUEUE,
    stops: [
      { op: 8, says: 'The IOAS: two page tables and the access hold it.' },
      { op: 9, says: 'The page table: the vIOMMU holds it.' },
      { op: 10, says: 'The vIOMMU: the queue holds it.' },
      {
        op: 11,
        says: 'The device: its driver holds it, and an attachment. User space can never destroy a device.',
      },
      {
        op: 12,
        says: 'ID 8 was never told to anybody: it is the internal access. Guessing it is no use, because the queue holds it.',
      },
      { op: 13, says: 'The queue: only the xarray. It goes, and with it its access.' },
    ],
  },
  unmap: {
    story:
      'The hardware reads the pages of a queue whenever it likes, and nobody can ask it to stop for a moment. So these pages must not be unmapped. v6 refuses because an access on the list has no ops; 7.3 refuses because the area itself is locked.',
    lookAt: 'The step that says EBUSY, and what has been done by then.',
    about: 'iopt_unmap_iova_range in v6 and in 7.3',
    ends: { ...DESTROYED_QUEUE, 'no-area-lock': 'WARN' },
    stops: [
      {
        op: 8,
        says: 'v6: the area is already marked as going away when the notification meets an access without ops, and gives up.',
      },
      {
        op: 8,
        design: '7.3',
        says: '7.3: the area has a lock count of 1. It is refused before anybody is asked.',
      },
      {
        op: 9,
        in: 'iommufd_access_unpin_pages',
        role: 'pin',
        says: 'Destroying the queue unpins its pages.',
      },
      { op: 10, says: 'Now the same unmap succeeds.' },
    ],
  },
  'queue-refused': {
    story:
      'HW_QUEUE_ALLOC checks its arguments first, then takes the vIOMMU, then an ID, an access, pages, and last asks the driver. The later a check, the more there is to undo. In the end every count is as it was.',
    lookAt: 'The ID that is reserved and freed again from the fifth refusal on.',
    about: 'iommufd_hw_queue_alloc_ioctl, 7.3',
    ends: { ...DESTROYED_QUEUE, naive: 'LEAK' },
    stops: [
      { op: 7, says: 'EOPNOTSUPP: type 0 is no type.' },
      { op: 8, says: 'EINVAL: a queue without length.' },
      { op: 9, says: 'EOVERFLOW: the range wraps around.' },
      { op: 10, says: 'ENOENT: that ID is a page table, not a vIOMMU.' },
      {
        op: 11,
        says: 'ENOENT again, for another reason: nothing is mapped there. The access was made already, and goes again.',
      },
      { op: 12, says: 'EINVAL from the driver: it has no third queue.' },
      { op: 13, says: 'EIO from the driver: queue 1 before queue 0.' },
      { op: 15, says: 'EFAULT: the pages are mapped side by side, but in memory they are apart.' },
      { op: 17, says: 'EEXIST from the driver: queue 0 is there already.' },
      { op: 18, says: 'Nine refusals left nothing behind: the release finds the one queue that there is.' },
    ],
  },
  'wrong-id': {
    story:
      'A slot may be empty, reserved, or hold an object of another kind: for a look-up that is all ENOENT. EINVAL means that the object is there and is no use here. EBUSY means that it is the right one and somebody has it.',
    lookAt: 'The object, if any, that each refusal looks at.',
    about: 'iommufd_get_object, 7.3',
    ends: DESTROYED_QUEUE,
    stops: [
      { op: 8, says: 'ID 0 is never given out.' },
      { op: 10, says: 'An IOAS where a device is wanted: of another kind is as good as not there.' },
      { op: 12, says: 'A vIOMMU is found, but nothing can be attached to it: EINVAL.' },
      { op: 14, says: 'The second DESTROY of the queue: its ID is empty.' },
      { op: 16, says: 'After close there is not even a file: EBADF.' },
    ],
  },
  mapping: {
    story:
      'The IOAS keeps areas: each was mapped by one call and is unmapped as a whole. What a device can translate sets the alignment of all of them.',
    lookAt: 'The areas of the IOAS, before and after.',
    about: 'IOMMU_IOAS_MAP and IOMMU_IOAS_UNMAP, 7.3',
    ends: FREED,
    stops: [
      { op: 5, says: 'EEXIST: a page in the middle is mapped already.' },
      { op: 6, says: 'EINVAL: the address is not aligned to what the page table can do.' },
      { op: 8, says: 'ENOENT: this would cut an area in half.' },
      { op: 9, says: 'ENOENT: nothing is mapped there.' },
      { op: 10, says: 'Unmap everything: the area goes.' },
      {
        op: 11,
        says: 'A second time there is nothing to unmap, and for the whole range that is not an error.',
      },
    ],
  },
  'failed-alloc': {
    story:
      'The queue has its ID and an array for its pages; then there is no memory for the access. The function undoes what it did itself, and the core of the ioctl aborts the half-built object. Its ID was reserved all the time, so nobody has seen it.',
    lookAt: 'The slot of ID 7: reserved, then free.',
    about: 'iommufd_object_abort_and_destroy, 7.3',
    ends: LIVE_QUEUE,
    stops: [
      {
        op: 7,
        in: '_iommufd_object_alloc',
        does: 'slot',
        says: 'The ID is reserved: look-ups find nothing yet.',
      },
      { op: 7, does: 'refuse', says: 'The third allocation fails: the access.' },
      { op: 7, in: 'iommufd_object_abort', does: 'slot', says: 'The abort gives the ID back.' },
      { op: 8, says: 'The next queue gets the same ID.' },
    ],
  },
  'failed-copy': {
    story:
      'The last thing an allocation does is to tell user space the ID. If that fails, everything has been built: the queue is armed, its pages are pinned. The abort destroys it like any other, with the one difference that it never was in the xarray.',
    lookAt: 'The queue is stopped before its pages are let go.',
    about: 'iommufd_fops_ioctl, 7.3',
    ends: { ...DESTROYED_QUEUE, 'abort-under-lock': 'HANG' },
    stops: [
      { op: 7, does: 'refuse', says: 'The copy fails, with the hardware already reading.' },
      { op: 7, in: 'mock_hw_queue_destroy', does: 'call', says: 'The abort stops the hardware first.' },
      { op: 7, in: 'iommufd_access_destroy_internal', does: 'free', says: 'Then pages and access go.' },
      {
        op: 7,
        in: 'iommufd_object_abort',
        does: 'free',
        says: 'And last the queue, which nobody could find.',
      },
      {
        op: 8,
        in: 'iommufd_hwpt_paging_abort',
        says: 'A page table has an abort of its own, because its caller holds ioas->mutex. Compare abort-under-lock.',
      },
    ],
  },
  wait: {
    story:
      'wait_cnt counts who has looked an object up and will be done soon. A destroyer that may not fail gives up its own count and sleeps until the others have. In 7.3 the last put does not wake it, as the recordings show. The put calls wake_up_interruptible_all(), which wakes only interruptible sleepers; the waiter sleeps in wait_event_timeout(), which is TASK_UNINTERRUPTIBLE. So it sleeps its sixty seconds and then finds that all is well.',
    lookAt: 'wait_cnt of the device, and the clock of the wait.',
    about: 'iommufd_object_dec_wait, 7.3; recorded',
    ends: { otherwise: 'HANG' },
    stops: [
      { op: 3, says: 'Another thread has looked the device up: wait_cnt 2.' },
      { op: 4, does: 'sleep', says: 'Unbind gives up the bias, finds 1 left, and sleeps.' },
      {
        op: 6,
        role: 'lock_obj',
        nth: 2,
        says: 'After 15 seconds the other one is done: wait_cnt is 0. The put wakes interruptible sleepers, and the only sleeper is not interruptible: nobody is woken.',
      },
      { op: 7, says: 'When its 60 seconds are over, unbind goes on, and nothing was wrong.' },
      { op: 7, design: 'put-wakes', says: 'With a put that wakes, the wait is over after 15 seconds.' },
    ],
  },
  'unbind-timeout': {
    story:
      'An owner that destroys its object waits before the object leaves the xarray. When sixty seconds are over, it gives its reference back, warns, and leaves the object to the release of the context. Here that never comes, because the object is a device of VFIO, and holds the context file.',
    lookAt: 'The device, alive after its driver has gone.',
    about: 'iommufd_object_remove with REMOVE_WAIT, 7.3',
    ends: { otherwise: 'HANG' },
    stops: [
      { op: 4, does: 'sleep', says: 'Unbind waits for the short-term user.' },
      { op: 5, does: 'refuse', says: 'Sixty seconds are over: EBUSY, and the bias is put back.' },
      { op: 5, in: 'iommufd_device_unbind', does: 'log', nth: 2, says: 'Unbind cannot fail, so it warns.' },
      { op: 8, says: 'The device still holds the context file. Nobody will ever put that.' },
    ],
  },
  timeout: {
    story:
      'IOMMU_DESTROY waits after the object has left the xarray, with users 0. When sixty seconds are over, somebody is still known to use the object, so the kernel does not free it: it warns and leaks it on purpose. A patch of June 2026 took that leak for a mistake. The answer was that the WARN marks it as intended, since freeing memory in use would be worse. To get there, a thread is stopped here for a minute between the two halves of its put; no real kernel is known to do that.',
    lookAt: 'The IOAS: users 0, wait_cnt 1, no ID, and never freed.',
    about: 'iommufd_object_remove without REMOVE_WAIT, 7.3; the thread of June 2026',
    ends: { otherwise: 'HANG' },
    stops: [
      {
        op: 4,
        role: 'lock_obj',
        says: 'A put takes users back to 1, and is stopped before it comes to wait_cnt.',
      },
      {
        op: 5,
        in: 'iommufd_object_remove',
        does: 'slot',
        says: 'DESTROY finds one user, as it should. The ID is free from here on; there is no way back.',
      },
      { op: 5, does: 'sleep', says: 'But wait_cnt does not come to 0, so it waits.' },
      {
        op: 6,
        in: 'iommufd_object_remove',
        does: 'log',
        nth: 2,
        says: 'Sixty seconds are over. The WARN says that the object is leaked on purpose.',
      },
      { op: 8, says: 'EBUSY, for an object that has no ID any more.' },
    ],
  },
} as const satisfies Record<string, Guide>;
