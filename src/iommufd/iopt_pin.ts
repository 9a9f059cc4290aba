/** Pins of areas by accesses: drivers/iommu/iommufd/io_pagetable.c and device.c, 7.3. */
import {
  type Address,
  fn,
  lock,
  lockShared,
  type Ref,
  type Result,
  type Steps,
  tally,
  unlock,
} from '../machine/index.ts';
import { allocation } from './inject.ts';
import { areasIn, last } from './io_pagetable.ts';
import { EINVAL, ENOENT, type Kernel, refuse } from './kernel.ts';
import { the } from './objects.ts';

/** The innermost lock: the counters of an area change under it. */
const PAGES_MUTEX = 'pages->mutex';

function pinRefs(access: Address): { pin: Ref; lock: Ref } {
  return { pin: { role: 'pin', by: access }, lock: { role: 'pin lock', by: access } };
}

/** iopt_area_add_access(): 0 or -ENOMEM. */
const areaAddAccess = fn(
  'iopt_area_add_access',
  function* (k: Kernel, of: Address, access: Address, locked: boolean): Steps<Result> {
    const rc = yield* allocation(k, of, 'the list of its pinned pages');
    if (rc !== 0) return rc;
    yield* lock(k, of, PAGES_MUTEX);
    yield* tally(k, 'inc', of, 'num_accesses', pinRefs(access).pin);
    if (locked) yield* tally(k, 'inc', of, 'num_locks', pinRefs(access).lock);
    yield* unlock(k, of, PAGES_MUTEX);
    return 0;
  },
);

/** iopt_area_remove_access(). */
const areaRemoveAccess = fn(
  'iopt_area_remove_access',
  function* (k: Kernel, of: Address, access: Address, locked: boolean): Steps<void> {
    yield* lock(k, of, PAGES_MUTEX);
    if (locked) yield* tally(k, 'dec', of, 'num_locks', pinRefs(access).lock);
    yield* tally(k, 'dec', of, 'num_accesses', pinRefs(access).pin);
    yield* unlock(k, of, PAGES_MUTEX);
  },
);

/**
 * The walk of iommufd_access_pin_pages(): every area in the range gains a pin, and a lock if `locked`.
 * -EINVAL for an area that is being unmapped, -ENOENT for a hole, -ENOMEM; then nothing stays pinned.
 */
export function* pinAreas(
  k: Kernel,
  ioas: Address,
  access: Address,
  iova: bigint,
  length: bigint,
  locked: boolean,
): Steps<Result> {
  yield* lockShared(k, ioas, 'iova_rwsem');
  const end = last(iova, length);
  const pinned: Address[] = [];
  let next = iova;
  let rc: Result = 0;
  for (const of of areasIn(k, ioas, iova, end)) {
    const { iova: first, length: size, preventAccess } = the(k, 'area', of);
    if (first > next) break;
    if (preventAccess) {
      rc = yield* refuse(EINVAL, of, 'is being unmapped');
      break;
    }
    rc = yield* areaAddAccess(k, of, access, locked);
    if (rc !== 0) break;
    pinned.push(of);
    next = last(first, size) + 1n;
  }
  if (rc === 0 && next <= end)
    rc = yield* refuse(ENOENT, ioas, `has nothing mapped at 0x${next.toString(16)}`);
  if (rc !== 0) for (const of of pinned) yield* areaRemoveAccess(k, of, access, locked);
  yield* unlock(k, ioas, 'iova_rwsem');
  return rc;
}

/** The walk of iommufd_access_unpin_pages(). */
export function* unpinAreas(
  k: Kernel,
  ioas: Address,
  access: Address,
  iova: bigint,
  length: bigint,
  locked: boolean,
): Steps<void> {
  yield* lockShared(k, ioas, 'iova_rwsem');
  for (const of of areasIn(k, ioas, iova, last(iova, length))) yield* areaRemoveAccess(k, of, access, locked);
  yield* unlock(k, ioas, 'iova_rwsem');
}
