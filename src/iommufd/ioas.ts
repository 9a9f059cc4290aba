/** drivers/iommu/iommufd/ioas.c, 7.3: the I/O address space and its ioctls. */
import {
  type Address,
  type Errno,
  fn,
  isErr,
  type ObjectId,
  type Result,
  type Steps,
  warn,
} from '../machine/index.ts';
import { accessNotifyUnmap } from './access_notify.ts';
import { copyToUser } from './inject.ts';
import { mapPages, U64_MAX } from './io_pagetable.ts';
import { type Unmapped, unmapAll, unmapRange } from './iopt_unmap.ts';
import { EINVAL, EOVERFLOW, type Kernel, refuse } from './kernel.ts';
import { finish, getObject, objectAlloc, putObject } from './main.ts';
import { the } from './objects.ts';

/** iommufd_ioas_alloc_ioctl(): the new ID. */
export const ioasAllocIoctl = fn('iommufd_ioas_alloc_ioctl', function* (k: Kernel, ictx: Address): Steps<
  ObjectId | Errno
> {
  const ioas = yield* objectAlloc(k, ictx, 'ioas', { areas: [], accessList: [], hwptList: [] });
  if (isErr(ioas)) return ioas;
  return yield* finish(k, ictx, { of: ioas, rc: yield* copyToUser(k, ioas) });
});

const BEYOND = 'has no addresses beyond 64 bits';

/** iommufd_ioas_map(). `va` is counted from the start of the user's buffer, which is page aligned. */
export const ioasMap = fn(
  'iommufd_ioas_map',
  function* (
    k: Kernel,
    ictx: Address,
    id: ObjectId,
    iova: bigint,
    length: bigint,
    va: bigint,
  ): Steps<Result> {
    if (iova >= U64_MAX || length >= U64_MAX) return yield* refuse(EOVERFLOW, ictx, BEYOND);
    const ioas = yield* getObject(k, ictx, id, 'ioas');
    if (isErr(ioas)) return ioas;
    const rc = yield* mapPages(k, ioas, iova, length, va);
    yield* putObject(k, ioas);
    return rc;
  },
);

/** iommufd_ioas_unmap(): bytes unmapped, or an errno. IOVA 0 with a length of U64_MAX is the whole space. */
export const ioasUnmap = fn(
  'iommufd_ioas_unmap',
  function* (k: Kernel, ictx: Address, id: ObjectId, iova: bigint, length: bigint): Steps<Unmapped> {
    const ioas = yield* getObject(k, ictx, id, 'ioas');
    if (isErr(ioas)) return { rc: ioas, bytes: 0n };
    const isAll = iova === 0n && length === U64_MAX;
    const done = yield* isAll ? unmapAll(k, ioas, accessNotifyUnmap) : unmapOf(k, ioas, iova, length);
    yield* putObject(k, ioas);
    return done;
  },
);

function* unmapOf(k: Kernel, ioas: Address, iova: bigint, length: bigint): Steps<Unmapped> {
  let rc: Result = 0;
  if (iova >= U64_MAX || length >= U64_MAX) rc = yield* refuse(EOVERFLOW, ioas, BEYOND);
  else if (length === 0n) rc = yield* refuse(EINVAL, ioas, 'unmaps no empty range');
  else if (iova + length - 1n > U64_MAX) rc = yield* refuse(EOVERFLOW, ioas, BEYOND);
  if (rc !== 0) return { rc, bytes: 0n };
  return yield* unmapRange(k, ioas, iova, iova + length - 1n, accessNotifyUnmap);
}

/** iommufd_ioas_destroy(): unmaps everything; a mapped IOAS can be destroyed. */
export const ioasDestroy = fn('iommufd_ioas_destroy', function* (k: Kernel, ioas: Address): Steps<void> {
  const { rc } = yield* unmapAll(k, ioas, accessNotifyUnmap);
  if (rc !== 0) yield* warn(k, 'ioas.c', { why: 'unmap failed while the IOAS goes away' });
  const { areas, accessList, hwptList } = the(k, 'ioas', ioas);
  if (areas.length + accessList.length + hwptList.length > 0)
    yield* warn(k, 'io_pagetable.c', { why: 'the table still has areas, domains or accesses' });
});
