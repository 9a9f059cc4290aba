import type { Address, Machine, Ref, Steps } from '../machine/index.ts';
import type { Design } from './design.ts';
import type { ObjectType } from './op_spec.ts';
import type { Failure } from './ops.ts';

/** struct iommufd_object_ops: what the core calls for a type. */
export interface ObjectOps {
  /** Revokes what is held for long before the core waits for it. Only a device has one. */
  preDestroy?(k: Kernel, object: Address): Steps<void>;
  destroy(k: Kernel, object: Address): Steps<void>;
  /** Undoes an object that was never published, with the locks the caller holds. Types without one are destroyed. */
  abort?(k: Kernel, object: Address): Steps<void>;
  /** The file that came with an object of this type and that no descriptor names yet; NULL where there is none. */
  filep?(k: Kernel, object: Address): { readonly file: Address; readonly owned: Ref };
}

/** A failure that fault injection has in store for an operation. */
export interface Armed {
  readonly failure: Failure;
  /** Allocations that the operation has made so far. */
  readonly made: number;
}

/** A kernel with iommufd in it. */
export interface Kernel extends Machine {
  readonly design: Design;
  /** What fault injection has in store for the operation of a task. */
  readonly failing: Map<Address, Armed>;
  readonly objectOps: Readonly<Record<ObjectType, ObjectOps>>;
  /** access->ops->unmap(): what the driver behind an access does when it is asked to let go of a range. */
  accessUnmap(k: Kernel, access: Address, iova: bigint, length: bigint): Steps<void>;
}

/** Error numbers as the kernel's functions return them: negative. */
export const ENOENT = -2;
export const EBADF = -9;
export const ENOMEM = -12;
export const EBUSY = -16;
export const EEXIST = -17;
export const E2BIG = -7;
export const EINVAL = -22;
export const ENOTTY = -25;
export const EIO = -5;
export const ENXIO = -6;
export const EFAULT = -14;
export const ENODEV = -19;
export const ERANGE = -34;
export const EDEADLK = -35;
export const EOVERFLOW = -75;
export const EOPNOTSUPP = -95;
export const EADDRINUSE = -98;
export const EBADFD = -77;

const NAMES: Readonly<Record<number, string>> = {
  [ENOENT]: 'ENOENT',
  [EIO]: 'EIO',
  [ENXIO]: 'ENXIO',
  [EBADF]: 'EBADF',
  [ENODEV]: 'ENODEV',
  [ENOMEM]: 'ENOMEM',
  [EFAULT]: 'EFAULT',
  [EBUSY]: 'EBUSY',
  [EEXIST]: 'EEXIST',
  [E2BIG]: 'E2BIG',
  [EINVAL]: 'EINVAL',
  [ENOTTY]: 'ENOTTY',
  [ERANGE]: 'ERANGE',
  [EDEADLK]: 'EDEADLK',
  [EOVERFLOW]: 'EOVERFLOW',
  [EBADFD]: 'EBADFD',
  [EOPNOTSUPP]: 'EOPNOTSUPP',
  [EADDRINUSE]: 'EADDRINUSE',
};

/** A check that failed, at its place: what is wrong with `of`. Returns the errno, for the function to return. */
export function* refuse(errno: number, of: Address, why: string): Steps<number> {
  yield { do: 'refuse', of, errno: errnoName(errno), why };
  return errno;
}

/** The symbolic name of a negative return value. */
export function errnoName(rc: number): string {
  const name = NAMES[rc];
  if (!name) throw new Error(`no errno ${rc}`);
  return name;
}
