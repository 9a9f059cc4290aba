import {
  type Address,
  BadPointer,
  type Cell,
  NULL,
  type ObjectId,
  type PointersOf,
  read,
  type XArray,
} from '../machine/index.ts';
import type { Area } from './iopt_area.ts';
import type { Kernel } from './kernel.ts';
import type { ObjectType } from './op_spec.ts';
import { OBJECT_KINDS, type POINTERS } from './pointers.ts';

/** struct iommufd_ctx: one per open of /dev/iommu. It has no counter of its own; its file's count is the one. */
export interface Ctx extends XArray, PointersOf<typeof POINTERS.ctx> {
  readonly kind: 'ctx';
  /** Counts contexts in the order they were opened, from 1. */
  readonly serial: number;
}

/** struct iommufd_object: what every object starts with. */
interface IommufdObject
  extends Cell,
    PointersOf<typeof POINTERS.object>,
    Partial<PointersOf<typeof POINTERS.added>> {
  readonly kind: ObjectType;
  readonly id: ObjectId;
  /** refcount_t: may it die? 1 means only the xarray. */
  readonly users: number;
  /** refcount_t `wait_cnt`: short-term references plus a bias of 1; a destroyer that may not fail waits for 0. */
  readonly wait: number;
}

/** struct iommufd_ioas: an I/O address space, with its mapped ranges, its tables and its accesses. */
export interface Ioas extends IommufdObject, PointersOf<typeof POINTERS.ioas> {
  readonly kind: 'ioas';
}

/** What a PASID slot of a device is attached to; PASID 0 stands for the device itself. */
interface Attachment extends PointersOf<typeof POINTERS.attachment> {
  readonly pasid: number;
}

/** struct iommufd_device: a device that a driver bound to a context. */
export interface Device extends IommufdObject, PointersOf<typeof POINTERS.device> {
  readonly kind: 'device';
  /** A mock device holds no reference on the context file. */
  readonly mock: boolean;
  readonly slots: readonly Attachment[];
  /** Unbind is under way: no new vDEVICE. */
  readonly destroying: boolean;
  /** What the hardware behind it lacks: a bit for each of LACKS. */
  readonly lacks: number;
  /** It can do PASIDs. */
  readonly pasids: boolean;
}

/** struct iommufd_hwpt_paging: a page table that the kernel fills with what an IOAS maps. */
export interface HwptPaging extends IommufdObject, PointersOf<typeof POINTERS.hwpt_paging> {
  readonly kind: 'hwpt_paging';
  /** Made by an attach to an IOAS; destroys itself with its last attachment. */
  readonly auto: boolean;
  /** Made for a mock device, so its domain is the mock driver's. */
  readonly mock: boolean;
  readonly nestParent: boolean;
  readonly pasidCompat: boolean;
  /** It has got its iommu_domain. */
  readonly domain: boolean;
}

/** struct iommufd_hwpt_nested: a stage 1 table that the user manages, on a nest parent or on a vIOMMU. */
export interface HwptNested extends IommufdObject, PointersOf<typeof POINTERS.hwpt_nested> {
  readonly kind: 'hwpt_nested';
  readonly pasidCompat: boolean;
  readonly domain: boolean;
}

/** struct iommufd_access: an in-kernel user of an IOAS, external for a driver or internal for a hw_queue. */
export interface Access extends IommufdObject, PointersOf<typeof POINTERS.access> {
  readonly kind: 'access';
  readonly ops: boolean;
  /** ops->unmap: it can be asked to let go of a range. */
  readonly unmap: boolean;
  /** Ranges that its driver pinned, by item number. */
  readonly items: readonly Item[];
  /** The mock hands out numbers for pins and never takes one back. */
  readonly nextItem: number;
  readonly alignment: number;
}

/** A range that the mock driver of an external access has pinned. */
export interface Item {
  readonly item: number;
  readonly iova: bigint;
  readonly length: bigint;
}

/** struct iommufd_viommu: a slice of a physical IOMMU for a virtual machine, on a nest parent. */
export interface Viommu extends IommufdObject, PointersOf<typeof POINTERS.viommu> {
  readonly kind: 'viommu';
  /** The offset of the region that its driver registered for user space to map; 0 for none. */
  readonly region: number;
}

/** struct iommufd_vdevice: a device's presence in a vIOMMU, under a virtual ID. */
export interface Vdevice
  extends IommufdObject,
    PointersOf<typeof POINTERS.vdevice>,
    Partial<PointersOf<typeof POINTERS.structDevice>> {
  readonly kind: 'vdevice';
  readonly virt: bigint;
}

/** struct iommufd_fault and struct iommufd_veventq: event queues, whose file holds the context file and the object. */
interface EventqObject extends IommufdObject, PointersOf<typeof POINTERS.eventq> {
  readonly fd: number;
}

/** struct iommufd_fault: a queue of I/O page faults. */
export interface Fault extends EventqObject {
  readonly kind: 'fault';
}

/** struct iommufd_veventq: a queue of events of a vIOMMU. */
export interface Veventq extends EventqObject, PointersOf<typeof POINTERS.veventq> {
  readonly kind: 'veventq';
}

/** struct iommufd_hw_queue: a queue in guest memory that the hardware reads, with an internal access that pins it. */
export interface HwQueue extends IommufdObject, PointersOf<typeof POINTERS.hw_queue> {
  readonly kind: 'hw_queue';
  readonly base: bigint;
  readonly length: bigint;
  readonly index: number;
  /** The driver's init succeeded, so its destroy must run. */
  readonly driverReady: boolean;
}

/** The mock device of the kernel's selftest, an object of its own. */
export interface Selftest extends IommufdObject, PointersOf<typeof POINTERS.selftest> {
  readonly kind: 'selftest';
}

/** struct vm_area_struct over a vIOMMU's region: holds the context file, and the vIOMMU as its owner. */
export interface Vma extends Cell, PointersOf<typeof POINTERS.vma> {
  readonly kind: 'vma';
  /** What the process calls it; a child has the same number for its copy. */
  readonly number: number;
}

/** The VFIO side of an open device file: struct vfio_device_file. */
export interface Vfio extends Cell, PointersOf<typeof POINTERS.vfio> {
  readonly kind: 'vfio';
  readonly attached: boolean;
}

/** An ioctl in flight, as far as it matters: the short-term reference it holds. */
export interface Hold extends Cell, PointersOf<typeof POINTERS.hold> {
  readonly kind: 'hold';
  readonly slot: number;
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

/** An iommufd object of any kind. */
export type AnyObject = ObjectKinds[ObjectType];

/** Follows a pointer to a cell of a known kind. Throws BadPointer for NULL, and Error if the emulator mixed kinds up. */
export function the<K extends keyof Kinds>(k: Kernel, kind: K, address: Address): Kinds[K] {
  const cell = read(k, address);
  if (cell.kind !== kind) throw new Error(`cell ${address} is a ${cell.kind}, not a ${kind}`);
  return cell as Kinds[K];
}

const OBJECT_TYPES: ReadonlySet<string> = new Set(OBJECT_KINDS);

export function isObject(cell: Cell): cell is AnyObject {
  return OBJECT_TYPES.has(cell.kind);
}

/** Follows a pointer to any iommufd object. Throws BadPointer for NULL and for marker values. */
export function object(k: Kernel, address: Address): AnyObject {
  const cell = read(k, address);
  if (!isObject(cell)) throw new BadPointer(NULL);
  return cell;
}
