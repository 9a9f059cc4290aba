/** What of a recording the tests do not hold the emulation to. */
export const NOT_COMPARED: readonly string[] = [
  'The numbers of descriptors and processes: they belong to the process that was recorded.',
  'How long a sleep took: only whether it reached sixty seconds.',
  'Of the events, those of single look-ups and puts: compared are allocation, publication, abort, removal, destruction, blocked waits, attempts at a count, passes of the release and what they skip, gets and puts of the ctx file, and releases of event files.',
  'Random recordings have no events; their states and results are compared like all others.',
];

/** Where the kernel did something else than its description says. */
export const DIFFERENCES: readonly string[] = [
  'No put wakes who waits for short-term users: in 7.3 that wait lasts its sixty seconds, and then succeeds.',
  'The unmap notification passes over an internal access in the naive design too.',
  'Undoing an attach puts the page table inside iommufd_hw_pagetable_detach.',
];

/** Simplifications, each with its reason. */
export const SIMPLIFIED: readonly string[] = [
  'A device is alone in its group, and the reference of the group is not counted: no recorded scenario shares one.',
  'Memory of user space is contiguous within a page and nowhere else: enough for a queue to be refused.',
  'Another thread runs only where a scenario says bg, up to where it sleeps, ends or is told to be preempted: one order of steps, not all.',
  'A lock is taken or waited for; fairness and priorities are not modelled.',
  'failslab counts allocations that decide a path: objects, files of event queues, domains, areas, entries of the access list, lists of pinned pages, and the page array of a queue.',
  'fail_usercopy fails the answer of the ioctls that tell user space an ID.',
  'The offset within a page that v6 computed wrongly for a queue is not modelled: it moves no count.',
  'Faults and events themselves are not queued: no count depends on them.',
];

/** Fixes whose bug needs more than objects and counts to be seen. */
export const NOT_SHOWN: readonly string[] = [
  '6f9c4d8c468c: a put that touched its object after the last count was gone.',
  '7214c1c85fe4: an attach that used an automatic page table while another thread destroyed it.',
  '4ac2ce123824 and 339bd1159159: locks that an error path kept.',
  '9be311cfbe61: a vDEVICE that could be found before it was finished.',
  '738e6f32e61d and ba5c0f28a26e: faults that two lists owned, or that the wrong page table answered.',
  '8602018b1f17: an unmap that went on into what was mapped meanwhile.',
  'aeb004c0cd69: an access that forgot its place in the list of its old IOAS.',
];
