/** What accesses do with memory: drivers/iommu/iommufd/device.c, 7.3. */
import {
  type Address,
  fn,
  lock,
  lockShared,
  NULL,
  type Result,
  read,
  type Steps,
  unlock,
  warn,
} from '../machine/index.ts';
import { areasIn, last, U64_MAX } from './io_pagetable.ts';
import { pinAreas, unpinAreas } from './iopt_pin.ts';
import { EINVAL, ENOENT, EOVERFLOW, type Kernel, refuse } from './kernel.ts';
import { the } from './objects.ts';

/** Pins of a hw_queue also lock the areas against unmapping, in designs that have such a lock. */
function locksAreas(k: Kernel, access: Address): boolean {
  const isExternal = read(k, the(k, 'access', access).owner).kind === 'file';
  return k.design.unmapRefusedBy === 'num_locks' && !isExternal;
}

/** What both ask of a range before they look at the IOAS: 0, -EINVAL for an empty one, -EOVERFLOW. */
function* checkRange(access: Address, iova: bigint, length: bigint): Steps<Result> {
  if (length === 0n) return yield* refuse(EINVAL, access, 'takes no empty range');
  if (last(iova, length) > U64_MAX)
    return yield* refuse(EOVERFLOW, access, 'has no addresses beyond 64 bits');
  return 0;
}

/** iommufd_access_pin_pages(): 0, -EINVAL, -EOVERFLOW, -ENOENT for a hole or no IOAS, -ENOMEM. */
export const accessPinPages = fn(
  'iommufd_access_pin_pages',
  function* (k: Kernel, access: Address, iova: bigint, length: bigint): Steps<Result> {
    const range = yield* checkRange(access, iova, length);
    if (range !== 0) return range;
    yield* lock(k, access, 'ioas_lock');
    const { ioas } = the(k, 'access', access);
    const rc =
      ioas === NULL
        ? yield* refuse(ENOENT, access, 'is attached to no IOAS')
        : yield* pinAreas(k, ioas, access, iova, length, locksAreas(k, access));
    yield* unlock(k, access, 'ioas_lock');
    return rc;
  },
);

/** iommufd_access_unpin_pages(). */
export const accessUnpinPages = fn(
  'iommufd_access_unpin_pages',
  function* (k: Kernel, access: Address, iova: bigint, length: bigint): Steps<void> {
    yield* lock(k, access, 'ioas_lock');
    const { ioasUnpin } = the(k, 'access', access);
    if (ioasUnpin === NULL) yield* warn(k, 'device.c', { why: 'no IOAS to unpin from' });
    else yield* unpinAreas(k, ioasUnpin, access, iova, length, locksAreas(k, access));
    yield* unlock(k, access, 'ioas_lock');
  },
);

/** iommufd_access_rw(): 0, -EINVAL for an empty range or one on its way out, -EOVERFLOW, -ENOENT for a hole or no IOAS. */
export const accessRw = fn(
  'iommufd_access_rw',
  function* (k: Kernel, access: Address, iova: bigint, length: bigint): Steps<Result> {
    let rc = yield* checkRange(access, iova, length);
    if (rc !== 0) return rc;
    yield* lock(k, access, 'ioas_lock');
    const { ioas } = the(k, 'access', access);
    if (ioas === NULL) rc = yield* refuse(ENOENT, access, 'is attached to no IOAS');
    else {
      yield* lockShared(k, ioas, 'iova_rwsem');
      let next = iova;
      for (const of of areasIn(k, ioas, iova, last(iova, length))) {
        const area = the(k, 'area', of);
        if (area.iova > next) break;
        if (area.preventAccess) {
          rc = yield* refuse(EINVAL, of, 'is being unmapped');
          break;
        }
        next = last(area.iova, area.length) + 1n;
      }
      if (rc === 0 && next <= last(iova, length))
        rc = yield* refuse(ENOENT, ioas, `has nothing mapped at 0x${next.toString(16)}`);
      yield* unlock(k, ioas, 'iova_rwsem');
    }
    yield* unlock(k, access, 'ioas_lock');
    return rc;
  },
);
