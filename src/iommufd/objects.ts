import { type Address, BadPointer, type Cell, NULL, read, type XArray } from '../machine/index.ts';
import type { Area } from './iopt_area.ts';
import type { Kernel } from './kernel.ts';
import type { ObjectType } from './op_spec.ts';

/** struct iommufd_ctx: one per open of /dev/iommu. It has no counter of its own; its file's count is the one. */
export interface Ctx extends XArray {
  readonly kind: 'ctx';
  /** The IOAS of the VFIO compatibility: a weak pointer, cleared when that IOAS is removed. */
  readonly vfioIoas: Address;
  /** Borrowed: the file owns the ctx. First member, so a put on a NULL ctx reads address 0. */
  readonly file: Address;
  /** Counts contexts in the order they were opened, from 1. */
  readonly serial: number;
}

/** struct iommufd_object: what every object starts with. */
interface IommufdObject extends Cell {
  readonly kind: ObjectType;
  readonly id: number;
  /** Whose xarray it is in: the emulator's own note, which kernel paths must not follow. */
  readonly home: Address;
  /** refcount_t: may it die? 1 means only the xarray. */
  readonly users: number;
  /** refcount_t `wait_cnt`: short-term references plus a bias of 1; a destroyer that may not fail waits for 0. */
  readonly wait: number;
  /** What it holds beside, by order of the design's `added`. */
  readonly added?: readonly Address[];
}

export interface Ioas extends IommufdObject {
  readonly kind: 'ioas';
  /** Mapped ranges, ascending by IOVA. */
  readonly areas: readonly Address[];
  /** iopt.access_list, in order of list ID. */
  readonly accessList: readonly Address[];
  readonly hwptList: readonly Address[];
}

export interface Device extends IommufdObject {
  readonly kind: 'device';
  readonly ictx: Address;
  /** A mock device holds no reference on the ctx file. */
  readonly mock: boolean;
  /** What each PASID slot is attached to; PASID 0 stands for the device itself. */
  readonly slots: readonly { readonly pasid: number; readonly hwpt: Address }[];
  /** Its vDEVICE, which keeps a short-term reference on it for life. */
  readonly vdev: Address;
  /** Unbind is under way: no new vDEVICE. */
  readonly destroying: boolean;
  /** It can do PASIDs. */
  readonly pasids: boolean;
  /** Who bound it: a selftest object, or the VFIO side of a device file. */
  readonly driver: Address;
}

export interface HwptPaging extends IommufdObject {
  readonly kind: 'hwpt_paging';
  readonly ioas: Address;
  /** Made by an attach to an IOAS; destroys itself with its last attachment. */
  readonly auto: boolean;
  readonly nestParent: boolean;
  readonly pasidCompat: boolean;
  /** It has got its iommu_domain. */
  readonly domain: boolean;
  readonly fault: Address;
}

export interface HwptNested extends IommufdObject {
  readonly kind: 'hwpt_nested';
  /** Borrowed from the vIOMMU if there is one, held otherwise. */
  readonly parent: Address;
  readonly viommu: Address;
  readonly pasidCompat: boolean;
  readonly domain: boolean;
  readonly fault: Address;
}

export interface Access extends IommufdObject {
  readonly kind: 'access';
  /** NULL marks an internal access in designs that tell by `ictx`. */
  readonly ictx: Address;
  readonly ops: boolean;
  /** ops->unmap: it can be asked to let go of a range. */
  readonly unmap: boolean;
  /** Ranges that its driver pinned, by item number. */
  readonly items: readonly Item[];
  /** The mock hands out numbers for pins and never takes one back. */
  readonly nextItem: number;
  readonly ioas: Address;
  readonly ioasUnpin: Address;
  readonly alignment: number;
  /** Who created it and destroys it: the file of an external access, the queue of an internal one. */
  readonly owner: Address;
}

export interface Item {
  readonly item: number;
  readonly iova: bigint;
  readonly length: bigint;
}

export interface Viommu extends IommufdObject {
  readonly kind: 'viommu';
  readonly ictx: Address;
  readonly hwpt: Address;
  /** The mock driver's queue slots, by index. */
  readonly queues: readonly Address[];
  /** viommu->vdevs: vDEVICEs by virtual ID. */
  readonly vdevs: readonly Address[];
  readonly veventqs: readonly Address[];
  /** The driver registered a region that user space can map. */
  readonly mappable: boolean;
}

export interface Vdevice extends IommufdObject {
  readonly kind: 'vdevice';
  readonly viommu: Address;
  readonly idev: Address;
  readonly virt: bigint;
}

/** struct iommufd_fault and struct iommufd_veventq: event queues, whose file holds the ctx file and the object. */
interface EventqObject extends IommufdObject {
  /** The file, and the descriptor that will name it, until then: afterwards the object does not own it. */
  readonly filep: Address;
  readonly fd: number;
}

export interface Fault extends EventqObject {
  readonly kind: 'fault';
}

export interface Veventq extends EventqObject {
  readonly kind: 'veventq';
  readonly viommu: Address;
}

export interface HwQueue extends IommufdObject {
  readonly kind: 'hw_queue';
  readonly viommu: Address;
  readonly access: Address;
  readonly base: bigint;
  readonly length: bigint;
  readonly index: number;
  /** The queue this one depends on. */
  readonly prev: Address;
  /** The driver's init succeeded, so its destroy must run. */
  readonly driverReady: boolean;
}

export interface Selftest extends IommufdObject {
  readonly kind: 'selftest';
  readonly device: Address;
}

/** struct vm_area_struct over a vIOMMU's region: holds the ctx file, and the vIOMMU as its owner. */
export interface Vma extends Cell {
  readonly kind: 'vma';
  readonly file: Address;
  readonly owner: Address;
  /** The process that mapped it. */
  readonly task: Address;
  /** What the process calls it; a child has the same number for its copy. */
  readonly number: number;
}

/** The VFIO side of an open device file: struct vfio_device_file. */
export interface Vfio extends Cell {
  readonly kind: 'vfio';
  readonly device: Address;
  /** df->iommufd: VFIO's own reference on the ctx file. */
  readonly ictx: Address;
  readonly attached: boolean;
}

/** An ioctl in flight, as far as it matters: the short-term reference it holds. */
export interface Hold extends Cell {
  readonly kind: 'hold';
  readonly slot: number;
  readonly object: Address;
}

interface ObjectKinds {
  ioas: Ioas;
  device: Device;
  hwpt_paging: HwptPaging;
  hwpt_nested: HwptNested;
  access: Access;
  viommu: Viommu;
  vdevice: Vdevice;
  fault: Fault;
  veventq: Veventq;
  hw_queue: HwQueue;
  selftest: Selftest;
}

interface Kinds extends ObjectKinds {
  ctx: Ctx;
  area: Area;
  vfio: Vfio;
  vma: Vma;
  hold: Hold;
}

export type AnyObject = ObjectKinds[ObjectType];

/** Follows a pointer to a cell of a known kind. Throws BadPointer for NULL, and Error if the emulator mixed kinds up. */
export function the<K extends keyof Kinds>(k: Kernel, kind: K, address: Address): Kinds[K] {
  const cell = read(k, address);
  if (cell.kind !== kind) throw new Error(`cell ${address} is a ${cell.kind}, not a ${kind}`);
  return cell as Kinds[K];
}

const OBJECT_TYPES: ReadonlySet<string> = new Set<ObjectType>([
  'ioas',
  'device',
  'hwpt_paging',
  'hwpt_nested',
  'access',
  'viommu',
  'vdevice',
  'fault',
  'veventq',
  'hw_queue',
  'selftest',
]);

export function isObject(cell: Cell): cell is AnyObject {
  return OBJECT_TYPES.has(cell.kind);
}

/** Follows a pointer to any iommufd object. Throws BadPointer for NULL and for marker values. */
export function object(k: Kernel, address: Address): AnyObject {
  const cell = read(k, address);
  if (!isObject(cell)) throw new BadPointer(NULL);
  return cell;
}
