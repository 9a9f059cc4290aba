import type { Guide } from './guide.ts';
import { DESTROYED_QUEUE, FREED, LIVE_QUEUE } from './guide.ts';

export const HISTORY = {
  'forgotten-put': {
    story:
      'v8 wrote the test of the notification loop as "could not be locked, or is internal". So an internal access was locked first and then skipped, and the lock never put. It takes an external access on the same IOAS to get there. The fix swaps the two conditions.',
    lookAt: 'users and wait_cnt of the internal access after the unmap: 3 and 2.',
    about: 'v8 and v9, 6.17 as released; fixed by 0dbcdf4473a6',
    ends: {
      ...DESTROYED_QUEUE,
      'external-no-ops': 'LEAK',
      '6.17': 'HANG',
      '6.17-rc6': 'HANG',
    },
    stops: [
      {
        op: 11,
        in: 'iommufd_access_notify_unmap',
        role: 'lock_obj',
        says: 'The unmap of another page locks the internal access …',
      },
      {
        op: 11,
        in: 'iommufd_access_notify_unmap',
        does: 'call',
        says: '… sees that it is internal, and goes on without a put.',
      },
      {
        op: 12,
        does: 'sleep',
        says: 'DESTROY of the queue waits sixty seconds for somebody who is long gone.',
      },
      {
        op: 12,
        does: 'log',
        nth: 2,
        says: 'Then it warns, frees the queue, and returns 0. The access is left in the xarray without an owner.',
      },
      {
        op: 14,
        in: 'iommufd_fops_release',
        does: 'log',
        says: 'The release finds nothing with one user and gives up.',
      },
      {
        op: 11,
        design: 'merged',
        in: 'iommufd_access_notify_unmap',
        does: 'call',
        says: 'Fixed: whether it is internal is asked before anything is taken.',
      },
    ],
  },
  'uncounted-device': {
    story:
      'A vDEVICE kept a pointer to its device and no reference. VFIO closed the device, the device was freed, and the vDEVICE wrote into it when it went. Counting alone would not do, because unbind may not fail: so the device now ends its vDEVICE itself.',
    lookAt: 'users of the device with and without a vDEVICE.',
    about: 'Before 6.17; 7dc0e1090ba8 and 850f14f5b919',
    ends: { ...FREED, '6.16': 'UAF', 'vdevice-uncounted': 'UAF' },
    stops: [
      { op: 8, says: 'The vDEVICE is made. users of the device stays as it was.' },
      {
        op: 9,
        in: 'iommufd_object_remove',
        does: 'free',
        says: 'The VFIO file is closed, and the device is freed.',
      },
      {
        op: 10,
        in: 'iommufd_vdevice_abort',
        does: 'set',
        says: 'The vDEVICE goes and clears a field of the device: use after free.',
      },
      {
        op: 8,
        design: 'merged',
        does: 'handover',
        says: '6.17: the vDEVICE keeps the look-up of its device, in both counters.',
      },
      { op: 10, design: 'merged', says: 'It has gone with the device, and its ID is a tombstone.' },
    ],
  },
  'late-fput': {
    story:
      'A fault queue is made together with its file, and the file uses it. When the allocation failed, the file was put and the queue freed. But fput only queues the release: it ran on the way back to user space, and put a queue that was gone.',
    lookAt: 'The order: free of the queue, then release of its file.',
    about: 'Before 6.17-rc7; 4e034bf045b1',
    ends: { ...FREED, '6.16': 'UAF', '6.17-rc6': 'UAF', 'abort-late-fput': 'UAF' },
    stops: [
      { op: 2, does: 'refuse', says: 'The answer cannot be copied: the allocation is to be undone.' },
      { op: 2, in: 'fput', does: 'call', says: 'The file is put, but its release is only queued.' },
      {
        op: 2,
        in: 'iommufd_object_abort',
        does: 'free',
        says: 'The queue is freed, with a user left: its file.',
      },
      {
        op: 2,
        in: 'iommufd_eventq_fops_release',
        role: 'filep->eventq',
        says: 'Now the file is released, and puts freed memory.',
      },
      {
        op: 2,
        design: 'merged',
        in: 'iommufd_eventq_fops_release',
        role: 'filep->eventq',
        says: 'Fixed: the abort releases the file itself, at once, before the queue.',
      },
    ],
  },
  'extra-user': {
    story:
      'A device that is attached to an IOAS needs its page table attached before the table is filled. If filling fails, the attachment is undone; its user was forgotten. The abort freed the table all the same, whatever its count said.',
    lookAt: 'users of the page table when it is freed: 1.',
    about: 'Before 6.17-rc7; 53d0584eeb2c',
    ends: {
      ...FREED,
      '6.16': 'BAD PUT',
      '6.17-rc6': 'BAD PUT',
      'abort-extra-user': 'BAD PUT',
      'abort-leaks-used': 'WARN',
    },
    stops: [
      { op: 3, role: 'attach->hwpt', says: 'The table gets a user for the attachment.' },
      { op: 3, does: 'refuse', says: 'There is no memory to fill it.' },
      {
        op: 3,
        in: 'iommufd_object_abort',
        does: 'free',
        says: 'It is freed with users: 1. Had anybody held it, this would be a use after free.',
      },
      {
        op: 3,
        design: 'abort-leaks-used',
        does: 'log',
        says: 'Half of the fix: an abort that finds a user warns and leaks.',
      },
      {
        op: 3,
        design: 'merged',
        role: 'attach->hwpt',
        nth: 2,
        says: 'The other half: undoing the attachment puts its user.',
      },
    ],
  },
  'abort-lock': {
    story:
      'The allocation of a page table runs under ioas->mutex until the table is finished. Its error path called the destroy of page tables, which takes that mutex. The thread waits for itself.',
    lookAt: 'Who holds ioas->mutex, and who wants it.',
    about: 'Fixed by 70eadc7fc7ef: an abort op of its own',
    ends: { ...LIVE_QUEUE, 'abort-under-lock': 'HANG' },
    stops: [
      { op: 8, role: 'hwpt->ioas', says: 'The page table is built, and ioas->mutex is held all the while.' },
      { op: 8, does: 'refuse', says: 'The ID cannot be copied to user space.' },
      {
        op: 8,
        does: 'blocked',
        says: 'The destroy wants the mutex that its own caller holds. It will wait for ever.',
      },
      {
        op: 8,
        design: 'merged',
        in: 'iommufd_hwpt_paging_abort',
        says: 'The abort op does the same work and takes no lock.',
      },
    ],
  },
  'late-count': {
    story:
      'A mapping holds the vIOMMU whose page it is. It used to be counted when everything else was done, and the vIOMMU was looked up without a lock that would keep it. In between another thread could destroy it: it had no user but the xarray.',
    lookAt: 'users of the vIOMMU while the first thread is preempted: 1, or 2.',
    about: 'Before 6.17-rc7; 7a425ec75d2b',
    ends: { ...FREED, '6.16': 'UAF', '6.17-rc6': 'UAF', 'late-mmap-count': 'UAF' },
    stops: [
      { op: 6, says: 'A second thread maps the region. It has found the vIOMMU and is preempted there.' },
      { op: 7, says: 'The first one destroys the vIOMMU, and nothing speaks against it.' },
      { op: 8, role: 'vma->owner', says: 'The second goes on and counts: a user of freed memory.' },
      {
        op: 6,
        design: 'merged',
        role: 'vma->owner',
        says: 'Fixed: the count is taken with the look-up, under its lock.',
      },
      { op: 7, design: 'merged', says: 'So DESTROY finds two users: EBUSY.' },
    ],
  },
  'destroy-counts': {
    story:
      'IOMMU_DESTROY looked the object up as everybody does, by taking a user, and then asked for the last one. A driver that destroys its access at that moment may not fail and has no time to wait: it finds a user too many, warns, and leaves the access to a DESTROY that was meant to be refused.',
    lookAt: 'users of the access: 3 while DESTROY looks at it.',
    about: '6.4; fixed by 99f98a7c0d69',
    ends: { ...FREED, 'external-no-ops': 'LEAK', 'destroy-counts': 'UAF' },
    stops: [
      {
        op: 4,
        role: 'destroy',
        says: "A second thread asks to destroy the driver's access, which it may not. First it counts.",
      },
      {
        op: 5,
        does: 'log',
        says: 'The driver ends its access, finds one user too many, and can do nothing but warn.',
      },
      {
        op: 6,
        does: 'oops',
        says: 'Now that DESTROY goes on, nobody else holds the access. It destroys what is not its own, and calls into a driver that has gone.',
      },
      {
        op: 4,
        design: 'merged',
        in: 'iommufd_object_remove',
        does: 'count',
        says: 'Fixed: DESTROY counts nothing. It looks under the lock, and refuses.',
      },
    ],
  },
  'ten-seconds': {
    story:
      'The wait for short-term users was ten seconds once. A fuzzer made one of them take longer; unbind warned and left the device behind, with the ctx file in its hand. Sixty seconds is no proof either, but nothing in the kernel takes that long.',
    lookAt: 'The clock of the wait, and the device that is left.',
    about: 'Before d9df72c6acd6, November 2024',
    ends: { otherwise: 'HANG' },
    stops: [
      { op: 4, does: 'sleep', says: 'Unbind waits, for ten seconds at most.' },
      { op: 5, does: 'log', nth: 1, says: 'The ten seconds are over, and the other thread is still busy.' },
      { op: 8, says: 'The device is leaked, and holds the ctx file.' },
      {
        op: 7,
        design: 'merged',
        says: 'With sixty seconds the same thread is done in time, and everything is freed.',
      },
    ],
  },
} as const satisfies Record<string, Guide>;
