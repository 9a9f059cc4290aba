import type { Guide } from '../guide.ts';
import { DESTROYED_QUEUE, FREED, LIVE_QUEUE } from '../guide.ts';

export const REVIEW = {
  'ops-one-day': {
    story:
      'v6 asks `access->ops == NULL` to tell an internal access, which its review called hacky. That is a statement about callbacks, and ownership follows from it only as long as no internal access needs one. Give it ops, and its destroy believes that it owns a file reference and puts through an ictx that is NULL.',
    lookAt: 'The put in iommufd_access_destroy_object, and what it reads first.',
    about: 'T3 of the truth table; the review of v6',
    ends: DESTROYED_QUEUE,
    stops: [
      { op: 7, says: 'The access has ops now. It is still made by a queue, and has no ictx.' },
      {
        op: 8,
        in: 'iommufd_access_destroy_object',
        does: 'oops',
        says: 'The test of ops says external, so the ictx is put: a NULL pointer is followed, and the process dies with its locks held.',
      },
      {
        op: 8,
        design: 'internal-ops',
        says: 'With `ictx == NULL` as the mark the same change is harmless: there is nothing to put, whatever the ops.',
      },
    ],
  },
  'ops-abrupt': {
    story:
      'Nobody has to destroy the queue by hand to get there. The release of the file destroys it too, so every program that simply exits would oops in its close.',
    lookAt: 'The stack of the oops: from close, through the release, to the put.',
    about: 'T3 on the abrupt path',
    ends: LIVE_QUEUE,
    stops: [
      { op: 8, does: 'pass', nth: 1, says: 'The release begins its first pass.' },
      {
        op: 8,
        does: 'oops',
        says: 'The queue takes its access down, and that follows a NULL ictx in the middle of the release.',
      },
      { op: 8, design: 'internal-ops', says: 'With the mark on ictx the release comes to its end.' },
    ],
  },
  'external-without-ops': {
    story:
      'The other way round: an access that a driver makes for its user has taken the file, but has no callbacks. A test of ops takes it for internal and never puts. Today the code that makes an external access uses its ops at once, so this is a thought experiment, but it is the one that decides between the marks.',
    lookAt: 'The count of the context file after the access is gone.',
    about: 'T4 of the truth table',
    ends: { ...FREED, 'external-no-ops': 'LEAK' },
    stops: [
      { op: 3, role: 'access->ictx', says: 'It takes the context file: it belongs to user space.' },
      {
        op: 4,
        says: 'It is destroyed without an error, and its reference stays behind: without ops it looks internal.',
      },
      { op: 5, says: 'Close brings the count to 1. The context leaks, without a word in the log.' },
      {
        op: 4,
        design: '7.3',
        role: 'access->ictx',
        says: 'With ictx as the mark it is put: what was stored is what was taken.',
      },
    ],
  },
  'stored-ictx': {
    story:
      'The mark `ictx == NULL` wants discipline as well: somebody finds the pointer handy and stores it without a reference. Then the destroy puts what nobody took. The file count is one short from there on: the release comes too early, and the descriptor that is left leads to freed memory.',
    lookAt: 'The context file: released while fd 3 is open.',
    about: 'T5 of the truth table, polite path',
    ends: DESTROYED_QUEUE,
    stops: [
      { op: 7, says: 'The access has an ictx and no reference on the file: the count is 1.' },
      {
        op: 8,
        in: 'iommufd_access_destroy_object',
        role: 'access->ictx',
        says: "Its destroy puts the file: 1 to 0. The reference that goes is the descriptor's.",
      },
      {
        op: 8,
        does: 'pass',
        nth: 1,
        says: 'The release runs on the way out of an ioctl, with the descriptor still open.',
      },
      { op: 9, says: 'The next ioctl works in a context that is freed.' },
      { op: 10, says: 'And close puts a file that is gone.' },
    ],
  },
  'stored-ictx-abrupt': {
    story:
      'On the abrupt path the count is 0 already when the access is destroyed. The extra put is noticed and refused: one warning, no second release, memory is as it should be. The quiet path is the dangerous one here, the reverse of the naive cycle.',
    lookAt: 'One line in the log.',
    about: 'T5 of the truth table, abrupt path',
    ends: LIVE_QUEUE,
    stops: [
      {
        op: 8,
        in: '__x64_sys_close',
        role: 'fd',
        says: 'The count goes to 0 and the release begins, as it should.',
      },
      { op: 8, does: 'log', says: 'The access puts a file whose count is 0: the imbalance is reported.' },
      { op: 8, says: 'Everything is freed all the same.' },
    ],
  },
  'no-zeroing': {
    story:
      'No line of the patch sets the ictx of an internal access: it is NULL since the memory is zeroed when it is allocated. A reviewer asked to make it explicit, by an assignment or a comment. Without the zeroing the mark is whatever was in that memory before.',
    lookAt: 'The address of the oops: no object has it.',
    about: 'The review of v6: set `ictx = NULL` or say that it is',
    ends: DESTROYED_QUEUE,
    stops: [
      { op: 7, says: 'Nothing shows. The access works, whatever is in its ictx.' },
      { op: 8, does: 'oops', says: 'Destroy finds an ictx that is not NULL and follows it.' },
      {
        op: 8,
        design: '7.3',
        does: 'uncounted',
        says: 'With the field NULL, by zeroing or by assignment, there is nothing to put.',
      },
    ],
  },
  macro: {
    story:
      'v6 had macros for what became static inlines. A macro that reaches for the member obj takes anything that has one, and a queue has one just as its access does. It compiles; an inline function would not. At run time the queue destroys itself in the middle of being destroyed: a wait of sixty seconds, an access without an owner, and a release that warns because it cannot get rid of it.',
    lookAt: 'wait_cnt of the queue, saturated.',
    about: 'The review of v6: macro or static inline',
    ends: DESTROYED_QUEUE,
    stops: [
      {
        op: 8,
        in: 'iommufd_object_dec_wait',
        role: 'bias',
        nth: 2,
        says: 'Where the access should go, the queue goes a second time: its wait_cnt is 0 already, and underflows.',
      },
      { op: 8, does: 'sleep', says: 'Then it waits sixty seconds for users that do not exist.' },
      {
        op: 8,
        in: 'iommufd_object_remove',
        role: 'hw_queue->access',
        says: 'users of the queue is 0 already, and a plain decrement saturates it. The access was unpinned and detached before, but is never destroyed: it is left without an owner.',
      },
      {
        op: 8,
        design: '7.3',
        says: 'The inline function takes an access and nothing else: the mistake does not compile.',
      },
    ],
  },
  'access-first': {
    story:
      'v6 made the access first and the queue after it, so the access had the lower ID and an error path of its own. The review asked for the queue first: then a failure after it is undone by the one function that destroys queues, which skips what is not there yet.',
    lookAt: 'The IDs of queue and access: 7 and 8, or 8 and 7.',
    about: 'The review of v6 10/25; v7 and later',
    ends: LIVE_QUEUE,
    stops: [
      {
        op: 7,
        says: 'v6: the second allocation is the access, and fails. No queue has been made yet, so there is nothing to abort.',
      },
      {
        op: 7,
        design: '7.3',
        does: 'refuse',
        says: '7.3: by the second allocation the queue has its ID.',
      },
      {
        op: 7,
        design: '7.3',
        in: 'iommufd_object_abort',
        does: 'slot',
        says: 'It is aborted like any half-built object.',
      },
      {
        op: 8,
        says: 'v6: the access is 7 and the queue 8. A release that goes by ID meets the access first, and has to leave it to its queue.',
      },
    ],
  },
  'any-without-ops': {
    story:
      'Which unmap must a queue forbid? Only that of its own pages. v6 refuses as soon as the notification meets an access without ops, wherever its pages are; v7 as soon as the IOAS has any internal access. v8 asks the area itself, and lets the others go.',
    lookAt: "The address that is unmapped, 0x1002000, and the queue's, 0x1000000.",
    about: 'Unmap notification in v6, v7 and v8',
    ends: {
      ...LIVE_QUEUE,
      'external-no-ops': 'LEAK',
      '6.17': 'HANG',
      '6.17-rc6': 'HANG',
    },
    stops: [
      { op: 11, says: 'v6: EBUSY, because of an access that has nothing to do with this page.' },
      { op: 11, design: 'v7', says: 'v7: EBUSY, for any internal access anywhere in the IOAS.' },
      {
        op: 11,
        design: '7.3',
        in: 'iommufd_access_notify_unmap',
        role: 'lock_obj',
        says: '7.3: this area is not locked. Its own access is asked, and the internal one passed over.',
      },
      { op: 11, design: '7.3', says: 'The unmap succeeds.' },
    ],
  },
  'no-lock': {
    story:
      'An internal access has no callback, so asking leads nowhere. Without the lock count of areas an unmap would ask a hundred times, warn, and return EDEADLK; and if it did not count its tries, it would never return.',
    lookAt: 'num_accesses of the area, which nothing lowers.',
    about: 'iopt_area.num_locks, v7 and later',
    ends: { ...DESTROYED_QUEUE, 'no-area-lock': 'WARN' },
    stops: [
      {
        op: 8,
        does: 'call',
        in: 'iommufd_access_notify_unmap',
        says: 'The internal access is passed over: there is no one to ask.',
      },
      { op: 8, does: 'log', says: 'After a hundred tries the kernel warns.' },
      {
        op: 8,
        design: '7.3',
        says: 'With the lock count it is one step: this area is not to be unmapped.',
      },
    ],
  },
} as const satisfies Record<string, Guide>;
