import type { PresetName } from '../iommufd/index.ts';

/** What a design is, and the kernel version, commit or mail that it stands for. */
export interface DesignWords {
  readonly says: string;
  readonly source: string;
}

export const DESIGN_WORDS: Readonly<Record<PresetName, DesignWords>> = {
  naive: {
    says: 'The internal access takes a reference on the context file, as an ordinary access does.',
    source: 'the v5 thread, 28 May to 5 June 2025',
  },
  v6: {
    says: '`ops == NULL` marks an internal access; the access is allocated before its queue; any access without ops makes an unmap of its IOAS fail.',
    source: 'series v6 as posted, 14 June 2025',
  },
  '7.3': {
    says: '`ictx == NULL` marks an internal access; the pinned area itself refuses to be unmapped.',
    source: 'v9 as merged for 6.17, with the fix that is in 7.3',
  },
  'v6-queue-first': {
    says: 'v6 with the queue allocated before its access.',
    source: 'patch 7 of series v6 and its parent alone',
  },
  'ops-test': {
    says: '7.3, but `ops == NULL` marks an internal access.',
    source: 'the test that v6 made, in the code of 7.3',
  },
  'no-area-lock': {
    says: '7.3 without the lock count on areas: nothing refuses the unmap of a pinned range.',
    source: '7.3 less iopt_area.num_locks',
  },
  'internal-ops': {
    says: '7.3, and the internal access has ops.',
    source: "a reviewer's worry about v6, tried on the code of 7.3",
  },
  'v6-queue-first+ops': {
    says: 'v6-queue-first, and the internal access has ops.',
    source: "a reviewer's worry about v6, tried on v6",
  },
  'external-no-ops': {
    says: '`ops == NULL` marks an internal access, and an external access has none either: it is taken for an internal one.',
    source: 'a counter-example; the code that creates an external access follows its ops',
  },
  'stored-ictx': {
    says: 'The internal access stores the ictx for convenience and takes no reference: its destroy puts one that nobody took.',
    source: 'a counter-example to the mark `ictx == NULL`',
  },
  'no-zeroing': {
    says: 'Nothing sets the ictx of an internal access to NULL: the mark is whatever was in the memory before.',
    source: 'the review of v6, which asked for the assignment or a comment',
  },
  macro: {
    says: 'iommufd_access_destroy_internal as a macro is handed the queue instead of its access, and it compiles.',
    source: 'the review of v6: macro or static inline',
  },
  '6.12': {
    says: 'No vIOMMU and nothing that needs one, no mmap, no PASIDs, no fault queue of a paging table. It waits for short-term users for 60 s, as 7.3 does.',
    source:
      'logs of a 6.12.117 kernel. The 60 s come from d9df72c6acd6, which stable kernels were given; 6.12 itself, released before that commit, waited 10 s. No log reaches an abort or a wait, so two things are not known: whether 6.12.117 has the abort fixes of 6.17-rc7, with which it is shown here, and whether its put wakes the waiter',
  },
  '6.16': {
    says: 'Before the series: no hardware queues and no mmap. A vDEVICE refers to a struct device and not to an iommufd device: it does not hold that device, and the device does not end it. The abort paths have the bugs that 6.17-rc7 fixes.',
    source:
      '6.16. The vDEVICE was changed by 7dc0e1090ba8 and 850f14f5b919, the aborts by 4e034bf045b1 and 53d0584eeb2c. No recording is of this version',
  },
  v7: {
    says: 'Any internal access anywhere in an IOAS makes the unmap of a pinned range fail.',
    source: 'series v7 as posted, 26 June 2025',
  },
  '6.17-rc6': {
    says: '6.17 before the fixes of its rc7: an aborted object is freed even while it is used, its file is released later, and mmap counts late.',
    source: '6.17-rc1 to 6.17-rc6',
  },
  '6.17': {
    says: 'As released: an unmap locks every internal access of the IOAS that it passes over, and never puts it.',
    source: 'series v8 and v9, 6.17 as released; fixed by 0dbcdf4473a6',
  },
  'vdevice-uncounted': {
    says: 'The vDEVICE of 6.17, which points to its iommufd device, without the reference that came with the pointer: the device can be freed under it.',
    source:
      'a counter-example to 850f14f5b919. Up to 6.16 there was neither the reference nor the pointer: a vDEVICE held a struct device',
  },
  'abort-under-lock': {
    says: 'The abort of a page table is its destroy, which takes a lock that the caller holds.',
    source: 'before 70eadc7fc7ef; there it was the attach to an IOAS that could abort under the lock',
  },
  'abort-late-fput': {
    says: 'An aborted event queue is freed at once, and its file, which uses it, when the call returns.',
    source: 'before 6.17-rc7, fixed by 4e034bf045b1',
  },
  'abort-extra-user': {
    says: 'Undoing an immediate attach forgets the user that it took, and the abort frees the table all the same.',
    source: 'before 6.17-rc7, fixed by 53d0584eeb2c',
  },
  'abort-leaks-used': {
    says: 'Undoing an immediate attach forgets the user that it took; the abort sees it, WARNs and leaks the table.',
    source: '53d0584eeb2c without its other half',
  },
  'late-mmap-count': {
    says: 'mmap counts the owner of a region only once the mapping is built; until then it can be destroyed.',
    source: '6.17-rc1 to 6.17-rc6, where mmap was new; fixed by 7a425ec75d2b',
  },
  'destroy-counts': {
    says: 'IOMMU_DESTROY takes a user while it works, and a destroyer that may not fail can find that user.',
    source: '6.2 to 6.4, fixed by 99f98a7c0d69; here with the access of 7.3',
  },
  'ten-seconds': {
    says: 'A destroyer waits 10 s for short-term users, not 60.',
    source: 'before d9df72c6acd6, November 2024',
  },
  'put-wakes': {
    says: 'The last put of a short-term reference wakes the destroyer that waits for it. In 7.3 it does not: the put wakes with wake_up_interruptible_all(), the waiter sleeps uninterruptibly in wait_event_timeout(), and so the wait lasts its 60 s.',
    source: 'a counter-example to the recorded 7.3 kernel: a put that wakes whoever sleeps',
  },
};
