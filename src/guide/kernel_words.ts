import { KIND_WORDS } from './words.ts';

export interface KernelWord {
  /** What it is, in a sentence or two. */
  readonly says: string;
  /** How else it is written on the page. */
  readonly also?: readonly string[];
}

const WORDS = {
  context: {
    says: KIND_WORDS.context,
    also: ['ictx', 'iommufd_ctx', 'ctx'],
  },
  'context file': {
    says: 'The struct file of an open of /dev/iommu. Its count is all that keeps the context: when it reaches 0, the release of the context is due.',
  },
  fd: {
    says: 'A descriptor: the number under which a process has a file open. Each has one reference on that file.',
    also: ['descriptor'],
  },
  'file count': {
    says: 'The reference count of a struct file. When it reaches 0, the file is dead and its release is due.',
  },
  release: {
    says: 'What the kernel runs for a file whose count has reached 0. That of a context file, iommufd_fops_release, destroys the objects in passes and then frees the context.',
  },
  pass: {
    says: 'The release visits the objects by ascending ID and destroys each whose users is 1. It makes another pass as long as the last one has destroyed something and the xarray is not empty.',
  },
  users: {
    says: 'The count that decides whether an object may be destroyed: one for the xarray, one for each long-term and each short-term reference. IOMMU_DESTROY needs it to be 1, and then only the xarray has one.',
  },
  wait_cnt: {
    says: 'The short-term references of an object, and the bias. IOMMU_DESTROY drops the bias and waits for 0, in 7.3 up to 60 seconds, and so does the owner of an object. The release of the context does not wait for it.',
  },
  bias: {
    says: 'The 1 with which the wait_cnt of every object begins. It is dropped when the object is to be destroyed, so that wait_cnt is 0 once the last short-term reference is put.',
  },
  'short-term reference': {
    says: 'A reference that counts in users and in wait_cnt, as iommufd_lock_obj takes it. Most last as long as one ioctl; a vDEVICE keeps one on its device for life.',
    also: ['short-term user', 'short-term users', 'lock_obj'],
  },
  xarray: {
    says: 'The table of a context in which objects are found by their ID. It has one of the users of every object.',
  },
  ID: {
    says: 'The number of an object in the xarray of its context. A new object gets the lowest that is free.',
  },
  reserved: {
    says: 'An ID that is taken and under which a look-up finds nothing: its object is not published yet, or it is a tombstone.',
  },
  published: { says: 'Put into the xarray, so that any thread can find the object by its ID.' },
  tombstone: {
    says: 'An ID that stays reserved until the context is released. When a device is unbound its vDEVICE is destroyed with it, and user space, which still knows the ID, must not hit another object with it.',
  },
  area: {
    says: 'A range of an IOAS that is mapped as one (iopt_area). It counts the pins of accesses.',
    also: ['iopt_area', 'areas'],
  },
  pin: {
    says: 'It keeps the pages of a range in memory for an access. It counts in num_accesses of each area of the range and, where the access is internal, in 7.3 in num_locks too.',
    also: ['pins', 'pinned'],
  },
  num_accesses: { says: 'How many pins accesses have on an area.' },
  num_locks: {
    says: 'How many pins internal accesses have on an area, in 7.3. While there is one, the area cannot be unmapped.',
  },
  'internal access': {
    says: 'An access that belongs to a hardware queue and not to a driver. User space is not told its ID. In 7.3 it has no reference on the context file, and access->ictx is NULL.',
    also: ['internal'],
  },
  'nest parent': {
    says: 'A hwpt_paging that was allocated to be the parent of a vIOMMU and of the page tables of guests.',
  },
  mapping: {
    says: 'A mapping that a process made with mmap of a region of a vIOMMU (vm_area_struct). It has a reference on the vIOMMU and one on the context file.',
    also: ['vm_area_struct'],
  },
  VFIO: {
    says: 'The subsystem that lends devices to user space. It binds a device to a context, and has a reference on the context file of its own.',
  },
  saturated: {
    says: 'What a count is after it went wrong: a value that it never leaves, so that memory is leaked and not freed while it is used.',
  },
  WARN: {
    says: 'The kernel prints a warning and goes on.',
    also: ['WARNING'],
  },
  oops: {
    says: 'The kernel stops the process at a bad access to memory. The locks that it has stay locked.',
    also: ['Oops', 'BUG'],
  },
  xa_lock: { says: 'The spinlock of an xarray. Slots change under it.' },
  'igroup->lock': {
    says: 'The mutex of the devices that share an IOMMU group: what is attached to which table, and which device has a vDEVICE.',
  },
  mutex: { says: 'A lock for which others sleep. That of an IOAS is for the list of its page tables.' },
  ioas_lock: { says: 'The mutex of an access: which IOAS it is attached to, and its pins.' },
  domains_rwsem: { says: 'The outer lock of what is mapped in an IOAS. It is taken before iova_rwsem.' },
  iova_rwsem: { says: 'The inner lock of what is mapped in an IOAS. It is taken after domains_rwsem.' },
  'pages->mutex': { says: 'The lock under which the pins of an area change. It is taken after iova_rwsem.' },
  access_list: { says: 'The accesses that are attached to an IOAS.' },
  queue_mutex: { says: 'The lock of the driver for the queues of a vIOMMU.' },
  veventqs_rwsem: { says: 'The lock of a vIOMMU for its event queues.' },
  mt_mmap: { says: 'The regions of a context that a process can map, with their lock.' },
  hwpt_list: { says: 'The page tables that were built on an IOAS.' },
  auto_domain: {
    says: 'The mark of a hwpt_paging that an attach made. It is destroyed when its last attachment goes.',
  },
  ioas_unpin: { says: 'The IOAS from which an access can still give back its pins.' },
  prevent_access: { says: 'Set on an area that is being unmapped, so that nobody pins it any more.' },
  vfio_ioas: {
    says: 'The IOAS of a context for the older interface of VFIO. This pointer counts nothing.',
  },
  vfio_device_file: { says: 'What VFIO keeps of an open device file.' },
  task_struct: { says: 'What the kernel keeps of a process or a thread.' },
  IOMMU: {
    says: 'The hardware between devices and memory. It translates the addresses that devices use.',
  },
  IOMMU_DESTROY: {
    says: 'The ioctl that destroys an object by its ID. It is refused with EBUSY where users is not 1.',
  },
  DMA: {
    says: 'Access of a device to memory. While a device is bound, iommufd has the DMA ownership of its group.',
  },
  PASID: {
    says: 'A number with which a device can use several page tables at once.',
    also: ['PASIDs'],
  },
  NULL: { says: 'A pointer that points to nothing.' },
} as const satisfies Readonly<Record<string, KernelWord>>;

/** How kinds are written in sentences. */
const KIND_FORMS: Partial<Record<keyof typeof KIND_WORDS, readonly string[]>> = {
  ioas: ['IOAS'],
  viommu: ['vIOMMU'],
  vdevice: ['vDEVICE'],
  fault: ['fault queue'],
  veventq: ['event queue'],
};

const { context: _, ...OBJECTS } = KIND_WORDS;

/** Every word of the kernel that a newcomer meets on the page: what is pointed at, and what the reference lists. */
export const KERNEL_WORDS: Readonly<Record<string, KernelWord>> = {
  ...WORDS,
  ...Object.fromEntries(
    Object.entries(OBJECTS).map(([kind, says]) => [
      kind,
      { says, also: KIND_FORMS[kind as keyof typeof KIND_WORDS] ?? [] },
    ]),
  ),
};

const NAME_OF = new Map(
  Object.entries(KERNEL_WORDS).flatMap(([name, { also = [] }]) =>
    [name, ...also].map((form) => [form, name] as const),
  ),
);

/** A longer form goes before one that it contains; neither is a part of a name such as access->ictx. */
const FORMS = new RegExp(
  `(?<![\\w>.-])(${[...NAME_OF.keys()].toSorted((a, b) => b.length - a.length).join('|')})(?![\\w.]*\\w|->)`,
);

/** A piece of a text; with the name of the word that it is, if it is one to be explained. */
export interface Piece {
  readonly text: string;
  readonly word?: string;
}

/** A text in pieces: each word of the kernel where it first stands is a piece of its own. */
export function piecesOf(text: string): readonly Piece[] {
  const known = new Set<string>();
  return text.split(FORMS).flatMap((part, i): Piece[] => {
    const word = i % 2 === 1 ? NAME_OF.get(part) : undefined;
    if (!word || known.has(word)) return part ? [{ text: part }] : [];
    known.add(word);
    return [{ text: part, word }];
  });
}
