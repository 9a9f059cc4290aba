/** drivers/iommu/iommufd/io_pagetable.c, 7.3: ranges of IOVA, who pinned them, and how they go. */
import {
  type Address,
  allocate,
  fn,
  lock,
  lockShared,
  type Ref,
  release,
  type Steps,
  tally,
  unlock,
  warn,
  write,
} from '../machine/index.ts';
import { EADDRINUSE, EBUSY, EDEADLK, EEXIST, EINVAL, ENOENT, EOVERFLOW, type Kernel } from './kernel.ts';
import { type Area, the } from './objects.ts';

export const PAGE_SIZE = 4096;
export const U64_MAX = 0xffff_ffff_ffff_ffffn;

/** The mock IOMMU of the selftest: what it can translate, and its smallest page. */
const MOCK = { first: 1n << 24n, last: (1n << 31n) - 1n, pageSize: 2048 };

/** iopt_unmap_iova_range() gives up after asking this often. */
const MAX_TRIES = 100;

const last = (iova: bigint, length: bigint) => iova + length - 1n;

function areasIn(k: Kernel, ioas: Address, first: bigint, end: bigint): Address[] {
  return the(k, 'ioas', ioas).areas.filter((address) => {
    const { iova, length } = the(k, 'area', address);
    return iova <= end && last(iova, length) >= first;
  });
}

/** iopt_calculate_iova_alignment(): what domains and accesses ask of every area. */
function alignment(k: Kernel, ioas: Address, more = 1): number {
  const { hwptList, accessList } = the(k, 'ioas', ioas);
  const ofAccesses = accessList.map((address) => the(k, 'access', address).alignment);
  return Math.max(more, hwptList.length ? MOCK.pageSize : 1, ...ofAccesses);
}

function aligned(k: Kernel, ioas: Address, to: number): boolean {
  return the(k, 'ioas', ioas).areas.every((address) => {
    const { iova, length } = the(k, 'area', address);
    return ((iova | length) & BigInt(to - 1)) === 0n;
  });
}

/** iopt_map_user_pages() at a fixed IOVA: 0, -EINVAL, -EOVERFLOW or -EEXIST. */
export const mapPages = fn(
  'iopt_map_user_pages',
  function* (k: Kernel, ioas: Address, iova: bigint, length: bigint): Steps<number> {
    yield* lock(k, ioas, 'iova_rwsem');
    const rc = checkIova(k, ioas, iova, length);
    if (rc === 0) {
      const area: Area = {
        kind: 'area',
        freed: false,
        ioas,
        iova,
        length,
        num_accesses: 0,
        num_locks: 0,
        preventAccess: false,
      };
      const of = allocate(k, area);
      const byIova = (a: Address, b: Address) => (the(k, 'area', a).iova < the(k, 'area', b).iova ? -1 : 1);
      write(k, ioas, { areas: [...the(k, 'ioas', ioas).areas, of].toSorted(byIova) });
      yield { do: 'alloc', of, what: 'iopt_area', refs: [] };
    }
    yield* unlock(k, ioas, 'iova_rwsem');
    return rc;
  },
);

/** iopt_check_iova(). */
function checkIova(k: Kernel, ioas: Address, iova: bigint, length: bigint): number {
  if (length === 0n || ((iova | length) & BigInt(alignment(k, ioas) - 1)) !== 0n) return EINVAL;
  if (last(iova, length) > U64_MAX) return EOVERFLOW;
  const reserved = the(k, 'ioas', ioas).hwptList.length > 0;
  if (reserved && (iova < MOCK.first || last(iova, length) > MOCK.last)) return EINVAL;
  return areasIn(k, ioas, iova, last(iova, length)).length ? EEXIST : 0;
}

/** iopt_table_add_domain(): 0, or -EADDRINUSE if what is mapped does not suit the domain. */
export const tableAddDomain = fn(
  'iopt_table_add_domain',
  function* (k: Kernel, ioas: Address): Steps<number> {
    yield* lock(k, ioas, 'domains_rwsem');
    yield* lock(k, ioas, 'iova_rwsem');
    const fits =
      areasIn(k, ioas, 0n, MOCK.first - 1n).length + areasIn(k, ioas, MOCK.last + 1n, U64_MAX).length === 0;
    const rc = fits && aligned(k, ioas, MOCK.pageSize) ? 0 : EADDRINUSE;
    yield* unlock(k, ioas, 'iova_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
    return rc;
  },
);

/** iopt_add_access(): 0, or -EADDRINUSE if something mapped is not aligned as the access needs. */
export const addAccess = fn(
  'iopt_add_access',
  function* (k: Kernel, ioas: Address, access: Address): Steps<number> {
    yield* lock(k, ioas, 'domains_rwsem');
    yield* lock(k, ioas, 'iova_rwsem');
    const fits = aligned(k, ioas, alignment(k, ioas, the(k, 'access', access).alignment));
    if (fits) write(k, ioas, { accessList: [...the(k, 'ioas', ioas).accessList, access] });
    yield { do: 'call', what: fits ? 'joins access_list' : 'does not fit what is mapped', of: access };
    yield* unlock(k, ioas, 'iova_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
    return fits ? 0 : EADDRINUSE;
  },
);

/** iopt_remove_access(). */
export const removeAccess = fn(
  'iopt_remove_access',
  function* (k: Kernel, ioas: Address, access: Address): Steps<void> {
    yield* lock(k, ioas, 'domains_rwsem');
    yield* lock(k, ioas, 'iova_rwsem');
    write(k, ioas, { accessList: the(k, 'ioas', ioas).accessList.filter((other) => other !== access) });
    yield { do: 'call', what: 'leaves access_list', of: access };
    yield* unlock(k, ioas, 'iova_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
  },
);

function pinRefs(access: Address): { pin: Ref; lock: Ref } {
  return { pin: { role: 'pin', by: access }, lock: { role: 'pin lock', by: access } };
}

/**
 * The walk of iommufd_access_pin_pages(): every area in the range gains a pin, and a lock if `locked`.
 * -EINVAL for an area that is being unmapped, -ENOENT for a hole; then nothing stays pinned.
 */
export function* pinAreas(
  k: Kernel,
  ioas: Address,
  access: Address,
  iova: bigint,
  length: bigint,
  locked: boolean,
): Steps<number> {
  yield* lockShared(k, ioas, 'iova_rwsem');
  const end = last(iova, length);
  const pinned: Address[] = [];
  let next = iova;
  let rc = 0;
  for (const of of areasIn(k, ioas, iova, end)) {
    const area = the(k, 'area', of);
    if (area.iova > next) break;
    if (area.preventAccess) {
      rc = EINVAL;
      break;
    }
    yield* tally(k, 'inc', of, 'num_accesses', pinRefs(access).pin);
    if (locked) yield* tally(k, 'inc', of, 'num_locks', pinRefs(access).lock);
    pinned.push(of);
    next = last(area.iova, area.length) + 1n;
  }
  if (rc === 0 && next <= end) rc = ENOENT;
  if (rc !== 0) for (const of of pinned) yield* unpinArea(k, of, access, locked);
  yield* unlock(k, ioas, 'iova_rwsem');
  return rc;
}

function* unpinArea(k: Kernel, of: Address, access: Address, locked: boolean): Steps<void> {
  if (locked) yield* tally(k, 'dec', of, 'num_locks', pinRefs(access).lock);
  yield* tally(k, 'dec', of, 'num_accesses', pinRefs(access).pin);
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
  for (const of of areasIn(k, ioas, iova, last(iova, length))) yield* unpinArea(k, of, access, locked);
  yield* unlock(k, ioas, 'iova_rwsem');
}

/** Asks the accesses of an IOAS to let go of a range; only a design that refuses by notification returns an error. */
export type NotifyUnmap = (k: Kernel, ioas: Address, iova: bigint, length: bigint) => Steps<number>;

export interface Unmapped {
  readonly rc: number;
  readonly bytes: bigint;
}

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
    let rc = 0;
    for (let of = areasIn(k, ioas, start, end)[0]; of !== undefined; of = areasIn(k, ioas, start, end)[0]) {
      const area = the(k, 'area', of);
      const areaLast = last(area.iova, area.length);
      if (k.design.unmapRefusedBy === 'num_locks' && area.num_locks > 0) {
        rc = EBUSY;
        break;
      }
      if (area.iova < start || areaLast > end) {
        rc = ENOENT;
        break;
      }
      if (area.iova !== start) tries = 0;
      if (area.num_accesses > 0) {
        start = area.iova;
        write(k, of, { preventAccess: true });
        yield { do: 'set', of, field: 'prevent_access', from: area.preventAccess, to: true };
        yield* unlock(k, ioas, 'iova_rwsem');
        yield* unlock(k, ioas, 'domains_rwsem');
        const refused = yield* notify(k, ioas, area.iova, area.length);
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
          yield* warn(k, `io_pagetable.c:${k.design.unmapRefusedBy === 'notification' ? 809 : 802}`);
          return { rc: EDEADLK, bytes };
        }
        yield* lockShared(k, ioas, 'domains_rwsem');
        yield* lock(k, ioas, 'iova_rwsem');
        continue;
      }
      write(k, ioas, { areas: the(k, 'ioas', ioas).areas.filter((other) => other !== of) });
      release(k, of);
      yield { do: 'free', of, what: 'iopt_area' };
      bytes += area.length;
      start = areaLast + 1n;
    }
    if (rc === 0 && bytes === 0n) rc = ENOENT;
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
