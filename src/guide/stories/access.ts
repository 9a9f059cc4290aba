import { FREED, type Guide, LIVE_QUEUE } from '../guide.ts';

export const ACCESS = {
  driver: {
    story:
      'A driver reads and writes mapped memory, pins it for as long as its hardware needs it, and may be moved to another IOAS, all through one access. Reading leaves nothing behind. A pin keeps the area mapped; being attached keeps the IOAS.',
    lookAt: 'num_accesses of the area, and users of the two IOASs.',
    about: 'The access interface for drivers, 7.3',
    ends: { ...FREED, 'external-no-ops': 'LEAK' },
    stops: [
      { op: 5, role: 'access->ioas', says: 'Attaching takes a user on the IOAS.' },
      { op: 6, says: 'Reading and writing need no pin: every count is as before.' },
      { op: 7, role: 'pin', says: 'A pin is counted in the area.' },
      { op: 9, role: 'access->ioas', nth: 1, says: 'The move takes the new IOAS first …' },
      { op: 9, role: 'access->ioas', nth: 2, says: '… and then gives up the old one.' },
      { op: 10, says: 'So the old one can go at once, mappings and all.' },
    ],
  },
  notify: {
    story:
      'Memory that a driver has pinned for user space can be unmapped: the driver is asked to let go of it. While it is asked, its access is held like any object that was looked up, so that it cannot vanish meanwhile.',
    lookAt: 'wait_cnt of the access while its unmap callback runs.',
    about: 'iommufd_access_notify_unmap, 7.3',
    ends: { ...FREED, 'external-no-ops': 'LEAK' },
    stops: [
      { op: 5, says: 'The page is pinned: the area counts one access.' },
      {
        op: 6,
        in: 'iommufd_access_notify_unmap',
        role: 'lock_obj',
        says: 'The unmap finds the area in use and holds the access for as long as it asks.',
      },
      {
        op: 6,
        in: 'iommufd_access_notify_unmap',
        does: 'call',
        says: "The driver's unmap callback runs and unpins.",
      },
      { op: 6, says: 'Nobody uses the area any more, and the unmap succeeds.' },
    ],
  },
  ownership: {
    story:
      'An access whose ictx is set belongs to user space: it holds the context file and can be asked to let go of its pages. One whose ictx is NULL belongs to the queue that made it: it holds no file, and cannot be asked, so it locks its area instead. So ictx is a token of ownership by user space: one field, tested by iommufd_access_is_internal(), decides whether user space owns the access, whether it holds the context file, and whether it can be asked to let go.',
    lookAt: 'num_locks of the two areas.',
    about: 'T1 and T2 of the truth table; `ictx` as the mark, v7 and later',
    ends: {
      ...LIVE_QUEUE,
      'no-area-lock': 'WARN',
      'external-no-ops': 'LEAK',
      '6.17': 'HANG',
      '6.17-rc6': 'HANG',
    },
    stops: [
      { op: 7, does: 'uncounted', says: "The queue's access: no reference on the file." },
      { op: 9, role: 'access->ictx', says: "The driver's access: a reference on the file." },
      {
        op: 11,
        in: 'iommufd_access_notify_unmap',
        role: 'lock_obj',
        says: "The driver's page is unmapped. Its access is asked; the other one, whose ictx is NULL, is passed over.",
      },
      {
        op: 12,
        says: "The queue's page is refused: its area is locked, since nobody could ask the hardware.",
      },
      { op: 14, says: "At the end the driver's access is the last to put the file." },
    ],
  },
} as const satisfies Record<string, Guide>;
