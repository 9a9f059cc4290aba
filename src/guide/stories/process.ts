import { FREED, type Guide, LIVE_QUEUE } from '../guide.ts';

export const PROCESS = {
  'event-files': {
    story:
      'Both kinds of queue are made with a file. The file holds its queue, so DESTROY is refused while it is open; and it holds the context file, so the context stays too. Page tables that report faults hold the fault queue as well.',
    lookAt: 'Three holders of the fault queue: xarray, file, page table.',
    about: 'IOMMU_FAULT_QUEUE_ALLOC and IOMMU_VEVENTQ_ALLOC, 7.3',
    ends: FREED,
    stops: [
      { op: 7, role: 'eventq->ictx', says: 'The file of the fault queue holds the context file.' },
      { op: 9, role: 'hwpt->fault', says: 'The nested table names the fault queue, and holds it.' },
      { op: 10, says: 'EBUSY: file and table hold the fault queue.' },
      { op: 12, says: 'Its file is closed, and it is still EBUSY: now for the table alone.' },
      { op: 14, says: 'With the table gone, the fault queue goes.' },
      {
        op: 15,
        says: 'The context’s descriptor is closed, but the file of the vEVENTQ keeps the context alive.',
      },
      { op: 16, says: 'Closing that file ends everything.' },
    ],
  },
  mmap: {
    story:
      'A vIOMMU may offer a page of hardware to map. The mapping holds the vIOMMU, whose page it is, and, as any mapping does, the file it was made from. So neither DESTROY nor close can take the page away while it is mapped.',
    lookAt: 'Two arrows from one mapping.',
    about: 'iommufd_fops_mmap, 6.17',
    ends: FREED,
    stops: [
      { op: 6, role: 'vma->owner', says: 'The mapping takes a user on the vIOMMU.' },
      { op: 7, says: 'DESTROY of the vIOMMU: EBUSY, because of the mapping.' },
      { op: 8, says: 'After close, the mapping is the last holder of the file.' },
      { op: 9, role: 'vma->owner', says: 'munmap gives the vIOMMU back first, then the file.' },
      { op: 9, says: 'The release runs from munmap.' },
    ],
  },
  fork: {
    story:
      'fork copies the table of descriptors: each entry is one more reference on the same file. The context is released by whichever process lets go last, and a killed one lets go as well.',
    lookAt: "The file count: the parent's, the child's.",
    about: 'fork and exit, 7.3',
    ends: LIVE_QUEUE,
    stops: [
      { op: 8, role: 'fd', says: "The child's descriptor is a reference of its own." },
      { op: 9, says: 'The parent has closed; the child keeps everything alive and need not even know.' },
      {
        op: 10,
        says: 'The child is killed: its exit closes the last descriptor, and the release runs in it.',
      },
    ],
  },
  exit: {
    story:
      'A process that dies gives up its mappings, then its descriptors in order, and last does the work that closing has put off: releases of files. The release of the context cannot come before VFIO has put its references, whatever the order of the descriptors.',
    lookAt: 'Which step puts the context file for the last time.',
    about: 'do_exit: exit_mm, exit_files, exit_task_work; 7.3',
    ends: { ...LIVE_QUEUE, 'external-no-ops': 'LEAK' },
    stops: [
      { op: 11, role: 'vma->owner', says: 'First the mappings: the vIOMMU loses a user.' },
      {
        op: 11,
        in: 'exit_files',
        role: 'fd',
        nth: 1,
        says: 'Then the descriptors, lowest first. A last reference only queues its release.',
      },
      {
        op: 11,
        role: 'driver->idev',
        says: 'Then the queued work: the VFIO file is released and unbinds its device.',
      },
      {
        op: 11,
        does: 'pass',
        nth: 1,
        says: 'Only now does the context file have no reference left, and its release begins.',
      },
      { op: 11, says: 'The process is gone, and so is the context.' },
    ],
  },
  'two-contexts': {
    story:
      'Every open makes a context with IDs of its own, beginning at 1. Nothing in one refers to the other. In the naive design the first one is lost with its queue; the second, whose access belongs to a driver, is released as it should be.',
    lookAt: 'Two contexts, and how each of them ends.',
    about: 'Several contexts in one process',
    ends: { ...LIVE_QUEUE, 'external-no-ops': 'LEAK' },
    stops: [
      { op: 9, says: 'The second context has an IOAS 1 of its own.' },
      { op: 12, says: 'Naive: the first context is closed and lost.' },
      { op: 13, says: 'The second is kept by its external access, for now.' },
      { op: 14, says: 'That access is closed, and the second context is released. The first stays lost.' },
    ],
  },
  'vfio-compat': {
    story:
      'Programs written for the old VFIO container do not name an IOAS: the context remembers one for them. It is a pointer without a reference. Destroying the IOAS clears it under the same lock, so it never points to anything dead.',
    lookAt: 'users of the IOAS: 1, whether it is remembered or not.',
    about: 'IOMMU_VFIO_IOAS, 7.3',
    ends: FREED,
    stops: [
      { op: 3, does: 'set', says: 'The context remembers IOAS 1. No count moves.' },
      { op: 5, does: 'set', says: 'DESTROY clears what is remembered, under the same lock as the slot.' },
      { op: 6, says: 'ENODEV: nothing is remembered any more.' },
      { op: 7, says: 'The process exits; there is nothing else to release.' },
    ],
  },
  'queue-race': {
    story:
      'Two threads: one destroys queue 0, the other makes queue 1, whose driver takes a reference on queue 0. The second thread finds queue 0 in its slot of the driver, which only the destroy of the driver clears, and by then the removal has long taken users to 0. The new reference is taken with a plain increment, which does not ask whether users is 0. A search through every interleaving of the emulated rules found this one; no report of a real kernel that does this is known to us.',
    lookAt: 'The two threads between the count of 0 and the empty slot.',
    about: 'iommufd_hw_queue_depend and the mock driver, 7.3, as emulated',
    ends: {
      otherwise: 'UAF',
      naive: 'BAD PUT',
      'v6-queue-first+ops': 'BAD PUT',
      'no-zeroing': 'BAD PUT',
      '6.12': 'FREED',
      '6.16': 'FREED',
    },
    stops: [
      { op: 8, says: 'DESTROY of queue 0 has its file, and is preempted.' },
      { op: 9, says: 'The other thread has come to the middle of making queue 1.' },
      { op: 10, does: 'count', says: 'users of queue 0 goes to 0: nobody may take a reference any more.' },
      {
        op: 11,
        in: 'iommufd_hw_queue_depend',
        does: 'count',
        says: 'The driver still finds queue 0 in its slot, and takes one: the count saturates.',
      },
      {
        op: 14,
        in: 'iommufd_hw_queue_undepend',
        does: 'count',
        says: 'Queue 1 gives it back much later, to memory that is freed.',
      },
    ],
  },
} as const satisfies Record<string, Guide>;
