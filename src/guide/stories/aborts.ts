import type { Guide } from '../guide.ts';
import { FREED, LIVE_QUEUE } from '../guide.ts';

/** The bugs of the history that were in undoing what is half made. */
export const ABORTS = {
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
        design: '7.3',
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
        design: '7.3',
        role: 'attach->hwpt',
        nth: 2,
        says: 'The other half: undoing the attachment puts its user.',
      },
    ],
  },
  'abort-lock': {
    story:
      'The allocation of a page table runs under ioas->mutex until the table is finished. An abort that calls the destroy of page tables, which takes that mutex, makes the thread wait for itself: a real deadlock. No released kernel is known to have come to that. The fix is part of the series that brought IOMMU_HWPT_ALLOC, and precedes the abort that would have needed it. Shown here is that ioctl without the fix.',
    lookAt: 'Who holds ioas->mutex, and who wants it.',
    about: '70eadc7fc7ef: an abort op of its own',
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
        design: '7.3',
        in: 'iommufd_hwpt_paging_abort',
        says: 'The abort op does the same work and takes no lock.',
      },
    ],
  },
} as const satisfies Record<string, Guide>;
