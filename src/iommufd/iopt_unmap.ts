/** How a range of IOVA goes: drivers/iommu/iommufd/io_pagetable.c, 7.3. */
import {
  type Address,
  fn,
  lock,
  lockShared,
  type Result,
  release,
  remove,
  type Steps,
  unlock,
  warn,
  write,
} from '../machine/index.ts';
import { areasIn, last, U64_MAX } from './io_pagetable.ts';
import { EBUSY, EDEADLK, ENOENT, type Kernel, refuse } from './kernel.ts';
import { the } from './objects.ts';

/** iopt_unmap_iova_range() gives up after asking this often. */
const MAX_TRIES = 100;

/** Asks the accesses of an IOAS to let go of a range; only a design that refuses by notification returns an error. */
export type NotifyUnmap = (k: Kernel, ioas: Address, iova: bigint, length: bigint) => Steps<Result>;

/** How an unmap ended, and how many bytes it unmapped. */
export interface Unmapped {
  readonly rc: Result;
  readonly bytes: bigint;
}

/** Designs in which the notification returns an errno have the lines for it before this one. */
const notificationRefuses = ({ design }: Kernel) =>
  design.unmapRefusedBy === 'notification' || design.unmapRefusedBy === 'any internal access';

/**
 * iopt_unmap_iova_range(): removes whole areas in ascending order. -EBUSY at an area that a hw_queue has locked,
 * -ENOENT where the range cuts an area in two or holds none, -EDEADLK when those who pinned it never let go.
 */
export const unmapRange = fn(
  'iopt_unmap_iova_range',
  function* (k: Kernel, ioas: Address, first: bigint, end: bigint, notify: NotifyUnmap): Steps<Unmapped> {
    let start = first;
    let bytes = 0n;
    let tries = 0;
    yield* lockShared(k, ioas, 'domains_rwsem');
    yield* lock(k, ioas, 'iova_rwsem');
    let rc: Result = 0;
    for (let of = areasIn(k, ioas, start, end)[0]; of !== undefined; of = areasIn(k, ioas, start, end)[0]) {
      const { iova, length, num_locks, num_accesses, preventAccess } = the(k, 'area', of);
      const areaLast = last(iova, length);
      if (k.design.unmapRefusedBy === 'num_locks' && num_locks > 0) {
        rc = yield* refuse(EBUSY, of, 'is locked by the pin of a hw_queue');
        break;
      }
      if (iova < start || areaLast > end) {
        rc = yield* refuse(ENOENT, of, 'is only partly inside the range');
        break;
      }
      if (iova !== start) tries = 0;
      if (num_accesses > 0) {
        start = iova;
        write(k, of, { preventAccess: true });
        yield { do: 'set', of, field: 'prevent_access', from: preventAccess, to: true };
        yield* unlock(k, ioas, 'iova_rwsem');
        yield* unlock(k, ioas, 'domains_rwsem');
        const refused = yield* notify(k, ioas, iova, length);
        if (refused) {
          yield* lockShared(k, ioas, 'domains_rwsem');
          yield* lock(k, ioas, 'iova_rwsem');
          write(k, of, { preventAccess: false });
          yield { do: 'set', of, field: 'prevent_access', from: true, to: false };
          rc = refused;
          break;
        }
        tries++;
        if (tries > MAX_TRIES) {
          yield* warn(k, `io_pagetable.c:${notificationRefuses(k) ? 809 : 802}`);
          return { rc: yield* refuse(EDEADLK, of, `is still pinned after ${MAX_TRIES} requests`), bytes };
        }
        yield* lockShared(k, ioas, 'domains_rwsem');
        yield* lock(k, ioas, 'iova_rwsem');
        continue;
      }
      remove(k, ioas, 'areas', of);
      release(k, of);
      yield { do: 'free', of, what: 'iopt_area' };
      bytes += length;
      start = areaLast + 1n;
    }
    // iopt_unmap_all() takes an empty table for done.
    const isAll = first === 0n && end === U64_MAX;
    if (rc === 0 && bytes === 0n)
      rc = isAll ? ENOENT : yield* refuse(ENOENT, ioas, 'has nothing mapped in the range');
    yield* unlock(k, ioas, 'iova_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
    return { rc, bytes };
  },
);

/** iopt_unmap_all(): an empty table is no error. */
export const unmapAll = fn(
  'iopt_unmap_all',
  function* (k: Kernel, ioas: Address, notify: NotifyUnmap): Steps<Unmapped> {
    const { rc, bytes } = yield* unmapRange(k, ioas, 0n, U64_MAX, notify);
    return { rc: rc === ENOENT ? 0 : rc, bytes };
  },
);
