/** drivers/iommu/iommufd/io_pagetable.c, 7.3: ranges of IOVA, who pinned them, and how they go. */
import {
  type Address,
  allocate,
  append,
  fn,
  lock,
  lockShared,
  type Result,
  remove,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { geometryOf, hasMsiWindow, MSI_WINDOW } from './geometry.ts';
import { allocation } from './inject.ts';
import type { Area } from './iopt_area.ts';
import { EADDRINUSE, EEXIST, EINVAL, EOVERFLOW, type Kernel, refuse } from './kernel.ts';
import { the } from './objects.ts';

export const PAGE_SIZE = 4096;
export const U64_MAX = 0xffff_ffff_ffff_ffffn;

export const last = (iova: bigint, length: bigint) => iova + length - 1n;

/** The areas of an IOAS that touch a range, ascending. */
export function areasIn(k: Kernel, ioas: Address, first: bigint, end: bigint): Address[] {
  return the(k, 'ioas', ioas).areas.filter((address) => {
    const { iova, length } = the(k, 'area', address);
    return iova <= end && last(iova, length) >= first;
  });
}

/** iopt_calculate_iova_alignment(): what domains and accesses ask of every area. */
function alignment(k: Kernel, ioas: Address, more = 1): number {
  const { hwptList, accessList } = the(k, 'ioas', ioas);
  const ofTables = hwptList.map((hwpt) => geometryOf(k, hwpt).pageSize);
  const ofAccesses = accessList.map((address) => the(k, 'access', address).alignment);
  return Math.max(more, ...ofTables, ...ofAccesses);
}

function aligned(k: Kernel, ioas: Address, to: number): boolean {
  return the(k, 'ioas', ioas).areas.every((address) => {
    const { iova, length, pageOffset = 0n } = the(k, 'area', address);
    return ((iova | length | pageOffset) & BigInt(to - 1)) === 0n;
  });
}

/** iopt_alloc_area_pages(): the area, at a fixed IOVA. 0, -ENOMEM, or what iopt_check_iova() says. */
const allocAreaPages = fn(
  'iopt_alloc_area_pages',
  function* (k: Kernel, ioas: Address, iova: bigint, length: bigint, va: bigint): Steps<Result> {
    const enough = yield* allocation(k, ioas, 'an area');
    if (enough !== 0) return enough;
    yield* lock(k, ioas, 'iova_rwsem');
    const pageOffset = va % BigInt(PAGE_SIZE);
    let rc = yield* checkIova(k, ioas, iova, length);
    if (rc === 0) rc = yield* checkOffset(k, ioas, pageOffset);
    if (rc === 0) {
      const area: Area = {
        kind: 'area',
        freed: false,
        ioas,
        iova,
        length,
        ...(pageOffset && { pageOffset }),
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

/** iopt_map_pages(): the area, then what is mapped in every domain, of which only the lock shows. */
const mapAllocated = fn(
  'iopt_map_pages',
  function* (k: Kernel, ioas: Address, iova: bigint, length: bigint, va: bigint): Steps<Result> {
    const rc = yield* allocAreaPages(k, ioas, iova, length, va);
    if (rc !== 0) return rc;
    yield* lockShared(k, ioas, 'domains_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
    return 0;
  },
);

/** iopt_map_user_pages() at a fixed IOVA: 0, -ENOMEM, -EINVAL, -EOVERFLOW or -EEXIST. */
export const mapPages = fn('iopt_map_user_pages', mapAllocated);

/** iopt_check_iova(). */
function* checkIova(k: Kernel, ioas: Address, iova: bigint, length: bigint): Steps<Result> {
  if (length === 0n) return yield* refuse(EINVAL, ioas, 'maps no empty range');
  const unit = alignment(k, ioas);
  if (((iova | length) & BigInt(unit - 1)) !== 0n)
    return yield* refuse(EINVAL, ioas, `maps only multiples of ${unit} bytes`);
  if (last(iova, length) > U64_MAX) return yield* refuse(EOVERFLOW, ioas, 'ends before the range does');
  const beyond = the(k, 'ioas', ioas).hwptList.some((hwpt) => {
    const { first, last: end } = geometryOf(k, hwpt);
    return iova < first || last(iova, length) > end;
  });
  if (beyond) return yield* refuse(EINVAL, ioas, 'has a page table that cannot translate the range');
  if (iova <= MSI_WINDOW.last && last(iova, length) >= MSI_WINDOW.first && hasMsiWindow(k, ioas))
    return yield* refuse(EINVAL, ioas, 'has a device whose MSI window is in the range');
  const [there] = areasIn(k, ioas, iova, last(iova, length));
  return there === undefined ? 0 : yield* refuse(EEXIST, there, 'is in the range already');
}

/** What iopt_insert_area() asks of the user memory: 0, or -EINVAL for an offset into a page that is not aligned. */
function* checkOffset(k: Kernel, ioas: Address, pageOffset: bigint): Steps<Result> {
  const unit = alignment(k, ioas);
  if ((pageOffset & BigInt(unit - 1)) === 0n) return 0;
  return yield* refuse(EINVAL, ioas, `maps only memory that begins at a multiple of ${unit} bytes`);
}

/** iopt_table_add_domain(): 0, or -EADDRINUSE if what is mapped does not suit the domain. */
export const tableAddDomain = fn(
  'iopt_table_add_domain',
  function* (k: Kernel, ioas: Address, hwpt: Address): Steps<Result> {
    yield* lock(k, ioas, 'domains_rwsem');
    yield* lock(k, ioas, 'iova_rwsem');
    const { first, last: end, pageSize } = geometryOf(k, hwpt);
    const beyond = [...areasIn(k, ioas, 0n, first - 1n), ...areasIn(k, ioas, end + 1n, U64_MAX)];
    const rc =
      beyond.length === 0 && aligned(k, ioas, pageSize)
        ? yield* allocation(k, hwpt, 'what is mapped')
        : yield* refuse(EADDRINUSE, ioas, 'has something mapped that the page table cannot translate');
    if (rc === 0) yield { do: 'call', what: 'is filled with what is mapped', of: hwpt };
    yield* unlock(k, ioas, 'iova_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
    return rc;
  },
);

/** iopt_table_enforce_dev_resv_regions(): 0, or -EADDRINUSE if something is mapped where the device writes its MSIs. */
export const enforceMsiWindow = fn(
  'iopt_table_enforce_dev_resv_regions',
  function* (k: Kernel, ioas: Address): Steps<Result> {
    yield* lock(k, ioas, 'iova_rwsem');
    const [there] = areasIn(k, ioas, MSI_WINDOW.first, MSI_WINDOW.last);
    const rc =
      there === undefined ? 0 : yield* refuse(EADDRINUSE, there, 'is where the device writes its MSIs');
    yield* unlock(k, ioas, 'iova_rwsem');
    return rc;
  },
);

/** iopt_table_remove_domain(). */
export const tableRemoveDomain = fn(
  'iopt_table_remove_domain',
  function* (k: Kernel, ioas: Address, hwpt: Address): Steps<void> {
    yield* lock(k, ioas, 'domains_rwsem');
    yield* lock(k, ioas, 'iova_rwsem');
    yield { do: 'call', what: 'is emptied of what is mapped', of: hwpt };
    yield* unlock(k, ioas, 'iova_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
  },
);

/** iopt_add_access(): 0, or -EADDRINUSE if something mapped is not aligned as the access needs. */
export const addAccess = fn(
  'iopt_add_access',
  function* (k: Kernel, ioas: Address, access: Address): Steps<Result> {
    yield* lock(k, ioas, 'domains_rwsem');
    yield* lock(k, ioas, 'iova_rwsem');
    const fits = aligned(k, ioas, alignment(k, ioas, the(k, 'access', access).alignment));
    const rc = fits
      ? yield* allocation(k, ioas, 'an entry in its access_list')
      : yield* refuse(EADDRINUSE, ioas, 'has something mapped that is not aligned as the access needs');
    if (rc === 0) {
      append(k, ioas, 'accessList', access);
      yield { do: 'call', what: 'joins access_list', of: access };
    }
    yield* unlock(k, ioas, 'iova_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
    return rc;
  },
);

/** iopt_remove_access(). */
export const removeAccess = fn(
  'iopt_remove_access',
  function* (k: Kernel, ioas: Address, access: Address): Steps<void> {
    yield* lock(k, ioas, 'domains_rwsem');
    yield* lock(k, ioas, 'iova_rwsem');
    remove(k, ioas, 'accessList', access);
    yield { do: 'call', what: 'leaves access_list', of: access };
    yield* unlock(k, ioas, 'iova_rwsem');
    yield* unlock(k, ioas, 'domains_rwsem');
  },
);
