/** The title of each built-in scenario. Links name them by these IDs: lines are added here; none is changed. */
export const TITLES = {
  cycle: 'A queue is live when its file is closed',
  'queue-first': 'The queue is destroyed before the file is closed',
  vfio: 'A VFIO device keeps the context alive',
  dup: 'Two descriptors, one context',
  'external-access': 'An external access outlives the descriptor',
  polite: 'Everything is destroyed by hand',
  passes: 'The release goes by ID, not by dependency',
  'two-queues': 'A queue depends on the one before it',
  'auto-domain': 'A page table that nobody asked for',
  nested: 'A nested page table on a vIOMMU',
  vdevice: 'A vDEVICE goes with its device',
  pasid: 'One device, several address spaces',
  driver: 'What a driver does with its access',
  notify: 'A driver is asked to unpin',
  ownership: 'Two accesses, two owners',
  'event-files': 'Event queues and their files',
  mmap: 'A mapping holds its vIOMMU and the file',
  fork: 'A child has the context too',
  exit: 'The process dies with everything open',
  'two-contexts': 'Two contexts, one driver each',
  'vfio-compat': 'The IOAS that VFIO programs mean',
  busy: 'What is in use cannot be destroyed',
  unmap: 'Unmapping what a queue reads',
  'queue-refused': 'Every way to be refused a hardware queue',
  'wrong-id': 'An ID that is nothing, or something else',
  mapping: 'Maps and unmaps that are refused',
  'failed-alloc': 'Memory runs out inside an allocation',
  'failed-copy': 'The answer cannot be copied to user space',
  wait: 'Sixty seconds for a short-term reference',
  timeout: 'The wait runs out, and memory is leaked on purpose',
  'ops-one-day': 'The internal access gets ops one day',
  'ops-abrupt': 'Ops one day, and the file is closed',
  'external-without-ops': 'A driver needs no callbacks',
  'stored-ictx': 'The ictx is stored for convenience',
  'stored-ictx-abrupt': 'A stored ictx, and the file is closed',
  'no-zeroing': 'Nobody says that the ictx is NULL',
  macro: 'A macro takes the queue for its access',
  'access-first': 'Access first, or queue first',
  'any-without-ops': 'An unmap that has nothing to do with the queue',
  'no-lock': 'What if nothing refused the unmap?',
  'forgotten-put': 'An unmap locks the internal access and forgets it',
  'uncounted-device': 'A vDEVICE outlives its device',
  'late-fput': 'The file of an aborted queue is closed too late',
  'extra-user': 'A failed attach leaves a user behind',
  'abort-lock': 'An abort takes a lock that its caller holds',
  'late-count': 'A mapping is counted too late',
  'destroy-counts': 'DESTROY takes a user while it looks',
  'ten-seconds': 'Ten seconds were not enough',
  detach: 'A VFIO device moves and is detached',
  'queue-race': 'The second queue comes while the first one goes',
  'unbind-timeout': 'The wait runs out, and the device stays behind',
} as const satisfies Record<string, string>;

/** The name of a built-in scenario, which its links use. */
export type BuiltInId = keyof typeof TITLES;

export const isBuiltIn = (id: string): id is BuiltInId => Object.hasOwn(TITLES, id);

/** The built-in whose title this is. */
export function builtInOf(title: string): BuiltInId | undefined {
  return (Object.keys(TITLES) as BuiltInId[]).find((id) => TITLES[id] === title);
}
