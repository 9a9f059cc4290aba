import { type Address, type Errno, errno, type Machine, type Ref, type Steps } from '../machine/index.ts';
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
export const ENOENT = errno(2);
export const EBADF = errno(9);
export const ENOMEM = errno(12);
export const EBUSY = errno(16);
export const EEXIST = errno(17);
export const E2BIG = errno(7);
export const EINVAL = errno(22);
export const ENOTTY = errno(25);
export const EIO = errno(5);
export const ENXIO = errno(6);
export const EFAULT = errno(14);
export const ENODEV = errno(19);
export const ERANGE = errno(34);
export const EDEADLK = errno(35);
export const EOVERFLOW = errno(75);
export const EOPNOTSUPP = errno(95);
export const EADDRINUSE = errno(98);
export const EBADFD = errno(77);

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
export function* refuse(errno: Errno, of: Address, why: string): Steps<Errno> {
  yield { do: 'refuse', of, errno: errnoName(errno), why };
  return errno;
}

/** The symbolic name of an errno. */
export function errnoName(rc: Errno): string {
  const name = NAMES[rc];
  if (!name) throw new Error(`no errno ${rc}`);
  return name;
}
