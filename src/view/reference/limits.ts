/** What of a recording the tests do not hold the emulation to, beside events. */
export const NOT_COMPARED: readonly string[] = [
  'The numbers of descriptors and processes in `out`: they belong to the process that was recorded.',
  'How long an operation slept: of `slept_s`, only whether it reached sixty seconds.',
  'Stacks, function names in the ledger, locks and sentences: see below.',
  'Random recordings have no events; everything else in them is compared.',
];

/** Where the kernel did something else than its description says. */
export const DIFFERENCES: readonly string[] = [
  'No put wakes the waiter in `iommufd_object_dec_wait`: in 7.3 that wait lasts its sixty seconds, and then succeeds.',
  'The unmap notification passes over an internal access in the naive design too.',
  '`iommufd_hw_pagetable_detach` puts the page table itself.',
];

/** Simplifications, each with its reason. */
export const SIMPLIFIED: readonly string[] = [
  'A device is alone in its group, as a mock device is; the kref of `iommufd_group` is not modelled.',
  'User memory is physically contiguous within a page and nowhere else: enough to refuse a queue that needs more.',
  'Another thread runs only between `bg` and `join`, up to where it sleeps, ends or is told to be preempted: one order of steps, not all.',
  'A lock is taken or waited for; fairness and priorities are not modelled.',
  '`failslab` counts the allocations that decide a path: contexts, objects, files of event queues, domains, attach handles, areas, entries of `access_list`, lists of pinned pages, and the page array of a queue.',
  '`fail_usercopy` is for the ioctls that allocate and answer with an ID.',
  'The offset within a page that v6 computed wrongly for a queue is not modelled: it moves no count.',
  'Faults and events themselves are not queued: no count depends on them.',
];

/** Fixes whose bug needs more than objects and counts to be seen. */
export const NOT_SHOWN: readonly string[] = [
  '`6f9c4d8c468c` (6.7): a put that went on to the lock of its object when the object could be gone.',
  '`7214c1c85fe4`: an attach that used an automatic page table while another thread destroyed it.',
  '`4ac2ce123824`: an IOAS left locked.',
  '`339bd1159159`: the lock of a group kept by an error path.',
  '`9be311cfbe61`: a vDEVICE that could be found before it was finished.',
  '`738e6f32e61d`: a group of faults that two lists owned.',
  '`ba5c0f28a26e`: a replace that answered the faults of the wrong page table.',
  '`8602018b1f17`: an unmap that went on into what was mapped meanwhile.',
  '`aeb004c0cd69`: an access that forgot its place in the list of its old IOAS.',
];
