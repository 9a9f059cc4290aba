import type { Guide } from '../guide.ts';
import { DESTROYED_QUEUE, FREED, LIVE_QUEUE } from '../guide.ts';

export const CYCLE = {
  cycle: {
    story:
      'A hardware queue reads guest memory by physical address, so the kernel pins that memory through an access that no user asked for. An access made for a driver holds the context file, and rightly so. If this one does too, the file holds the queue, the queue its access, and the access the file: closing the last descriptor never brings the count to 0, and nothing is ever released. The patch calls this a deadlock; nobody is blocked, the release is never started.',
    lookAt: 'The file count after close: 0, or 1, whose last reference only the release itself would put.',
    about: 'Patch 7 of series v6; merged for 6.17',
    ends: LIVE_QUEUE,
    stops: [
      {
        op: 7,
        in: 'iommufd_access_create_internal',
        role: 'access->ictx',
        says: 'Naive: creating the internal access takes a reference on the context file, as every access does. This closes the cycle, and nothing complains.',
      },
      {
        op: 7,
        says: 'Everything works. The file is held twice: by the descriptor, and by an access that goes only when the file does.',
      },
      {
        op: 8,
        says: 'The last descriptor is closed: 2 to 1, so the release does not run. No process can reach the context any more, and only its release would destroy what holds it. All of it is leaked, and the queue still reads its page.',
      },
      {
        op: 7,
        in: 'iommufd_access_create_internal',
        does: 'uncounted',
        design: '7.3',
        says: "7.3: the same place takes nothing. The access is the queue's own, its ictx stays NULL, and it never outlives the queue that made it.",
      },
      {
        op: 8,
        in: '__x64_sys_close',
        role: 'fd',
        design: '7.3',
        says: 'The same close brings the count to 0. The release runs.',
      },
      {
        op: 8,
        in: 'iommufd_hw_queue_destroy',
        role: 'hw_queue->access',
        design: '7.3',
        says: 'The release destroys the queue, and the queue destroys the access that it made.',
      },
      {
        op: 8,
        design: '7.3',
        says: 'Everything is freed. One reference that is not taken is the whole difference; press x to compare the designs here.',
      },
    ],
  },
  'queue-first': {
    story:
      'A test that always cleans up never sees the cycle. Destroying the queue destroys its access, the access puts the file, and the close that follows finds a count of 1. The bug is in the abrupt path alone: close, exit, or a kill.',
    lookAt: 'The reference access → context file, gone before close gets there.',
    about: 'Patch 7 of series v6; the naive design of its review',
    ends: DESTROYED_QUEUE,
    stops: [
      { op: 7, says: 'The cycle is there: context file, queue, access, context file.' },
      {
        op: 8,
        in: 'iommufd_access_destroy_object',
        role: 'access->ictx',
        says: 'DESTROY of the queue destroys its access, and that puts the context file: 2 to 1. User space itself has cut the cycle.',
      },
      {
        op: 9,
        in: '__x64_sys_close',
        role: 'fd',
        says: 'Now close finds the last reference, and the release runs.',
      },
      {
        op: 9,
        says: 'Freed, in the naive design too. A test that always cleans up would have passed.',
      },
    ],
  },
  vfio: {
    story:
      "Two references on the context file stand for a bound VFIO device: one of VFIO's own, one of the iommufd device. Both are put when the VFIO file is closed, from outside the context, so they make no cycle. They only decide which close is the last.",
    lookAt: 'The file count, one less with each close. Naive stops at 1.',
    about: 'VFIO character devices, 7.3',
    ends: LIVE_QUEUE,
    stops: [
      {
        op: 3,
        role: 'idev->ictx',
        says: "Binding takes two references on the context file: VFIO's, and this one of the device.",
      },
      {
        op: 9,
        says: 'The context’s descriptor is closed. The device keeps the context alive: that is wanted, DMA goes on.',
      },
      {
        op: 10,
        in: 'iommufd_device_unbind',
        role: 'driver->idev',
        says: "Closing the VFIO file unbinds the device: the driver's reference on it goes, and with it the device.",
      },
      {
        op: 10,
        says: "Naive: of four references on the file, the descriptor, VFIO and the device have put theirs. The one left is the internal access's.",
      },
      {
        op: 10,
        design: '7.3',
        says: "7.3: VFIO's put was the last. The context is released from the close of a VFIO file.",
      },
    ],
  },
  dup: {
    story:
      'A duplicate of the descriptor is one more reference on the same file. As long as it is there, user space can still destroy the queue by hand and cut the cycle. If the last one is closed without that, the context is lost for good.',
    lookAt: 'What the second descriptor does before it is closed.',
    about: 'dup, SCM_RIGHTS and fork alike',
    ends: DESTROYED_QUEUE,
    stops: [
      { op: 8, says: 'Two descriptors, one file: the count is 3 with the internal access.' },
      {
        op: 9,
        says: 'After the first close the count is 2. Nothing is lost yet: fd d still reaches the context.',
      },
      {
        op: 10,
        in: 'iommufd_access_destroy_object',
        role: 'access->ictx',
        says: 'Through the second descriptor the queue is destroyed, and its access puts the file.',
      },
      {
        op: 11,
        says: 'The second close is the last, and everything is freed. Without the DESTROY before it, it would have leaked.',
      },
    ],
  },
  'external-access': {
    story:
      'An access that a driver makes for its user holds the context file, because the driver lives by its own file and may outlive the descriptor. Its reference is put when that other file is closed, and that needs nothing inside the context. So it is a chain with an end outside, not a cycle.',
    lookAt: "Who puts access → ictx: the close of the access's own file.",
    about: 'T1 of the truth table: ops set, ictx set',
    ends: { ...FREED, 'external-no-ops': 'LEAK' },
    stops: [
      {
        op: 3,
        in: 'iommufd_access_create',
        role: 'access->ictx',
        says: 'iommufd_access_create takes a reference on the file: this access belongs to user space, and its driver relies on the context.',
      },
      { op: 4, says: 'The descriptor is closed. The access keeps the context, its IOAS and all mappings.' },
      {
        op: 5,
        in: 'iommufd_access_destroy_object',
        role: 'access->ictx',
        says: 'Its own file is closed, the access goes, and puts the context file: the last reference.',
      },
      { op: 5, says: 'Freed. The difference from an internal access is who ends it, not what it pins.' },
    ],
  },
} as const satisfies Record<string, Guide>;
