/**
 * Every pointer of iommufd's cells, by the kind that has it. The cells' types, the canonical states and what a design can
 * add all go by this table.
 */
import type { Pointers } from '../machine/index.ts';
import type { ObjectType } from './op_spec.ts';

/**
 * In the order in which a context comes to have them. A pointer to what an object is built on names the kind of object
 * that it leads to; `one` and `many` are pointers that lead back, elsewhere, or to several.
 */
const OBJECT_POINTERS = {
  ioas: {
    /** Mapped ranges, ascending by IOVA. */
    areas: 'many',
    /** iopt.access_list, in order of list ID. */
    accessList: 'many',
    hwptList: 'many',
  },
  hwpt_paging: {
    ioas: 'ioas',
    fault: 'fault',
  },
  hwpt_nested: {
    viommu: 'viommu',
    /** Borrowed from the vIOMMU if there is one, held otherwise. */
    parent: 'hwpt_paging',
    fault: 'fault',
  },
  device: {
    ictx: 'one',
    /** Its vDEVICE, which keeps a short-term reference on it for life. */
    vdev: 'one',
    /** Who bound it: a selftest object, or the VFIO side of a device file. */
    driver: 'one',
  },
  access: {
    /** NULL marks an internal access in designs that tell by `ictx`. */
    ictx: 'one',
    ioas: 'ioas',
    ioasUnpin: 'one',
    /** Who created it and destroys it: the file of an external access, the queue of an internal one. */
    owner: 'one',
  },
  viommu: {
    ictx: 'one',
    hwpt: 'hwpt_paging',
    /** The mock driver's queue slots, by index. */
    queues: 'many',
    /** viommu->vdevs: vDEVICEs by virtual ID. */
    vdevs: 'many',
    veventqs: 'many',
  },
  vdevice: {
    viommu: 'viommu',
    /** NULL up to 6.16, where a vDEVICE knows no iommufd device. */
    idev: 'device',
  },
  hw_queue: {
    viommu: 'viommu',
    access: 'access',
    /** The queue this one depends on. */
    prev: 'hw_queue',
  },
  fault: {},
  veventq: {
    viommu: 'viommu',
  },
  selftest: {
    device: 'device',
  },
} as const satisfies Readonly<Record<ObjectType, Pointers>>;

/** The kinds of objects, in the order in which a context comes to have them. */
export const OBJECT_KINDS = Object.keys(OBJECT_POINTERS) as readonly ObjectType[];

export const POINTERS = {
  ...OBJECT_POINTERS,
  object: {
    /** Whose xarray it is in: the emulator's own note, which kernel paths must not follow. */
    home: 'one',
  },
  structDevice: {
    /** Up to 6.16: who owns a vDEVICE's struct device. A reference on that is no matter of iommufd's. */
    dev: 'one',
  },
  added: {
    /** What it holds beside, by order of the design's `added`. */
    added: 'many',
  },
  eventq: {
    /** The file, and the descriptor that will name it, until then: afterwards the object does not own it. */
    filep: 'one',
  },
  attachment: {
    hwpt: 'one',
  },
  ctx: {
    /** The IOAS of the VFIO compatibility: a weak pointer, cleared when that IOAS is removed. */
    vfioIoas: 'one',
    /** Borrowed: the file owns the ctx. First member, so a put on a NULL ctx reads address 0. */
    file: 'one',
  },
  area: {
    ioas: 'one',
  },
  vma: {
    file: 'one',
    owner: 'one',
    /** The process that mapped it. */
    task: 'one',
  },
  vfio: {
    device: 'one',
    /** df->iommufd: VFIO's own reference on the context file. */
    ictx: 'one',
  },
  hold: {
    object: 'one',
  },
} as const satisfies Readonly<Record<string, Pointers>>;
