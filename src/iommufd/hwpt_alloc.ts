/** IOMMU_HWPT_ALLOC: drivers/iommu/iommufd/hw_pagetable.c, 7.3. */
import {
  type Address,
  count,
  type Errno,
  fn,
  inline,
  isErr,
  lock,
  NO_ID,
  type ObjectId,
  type Result,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { hwptPagingAlloc } from './hw_pagetable.ts';
import { faultRef, type HwptFlags } from './hwpt_domain.ts';
import { hwptNestedAlloc, viommuAllocHwptNested } from './hwpt_nested.ts';
import { copyToUser } from './inject.ts';
import { EINVAL, type Kernel, refuse } from './kernel.ts';
import { haveYet } from './lacked.ts';
import { checkFlags } from './lacks.ts';
import { finish, getObject, putObject } from './main.ts';
import { object } from './objects.ts';

/** iommufd_hwpt_alloc(): the new ID. -ENOENT without the device, -EINVAL for a pt_id that is nothing to build on. */
export const hwptAlloc = fn(
  'iommufd_hwpt_alloc',
  function* (
    k: Kernel,
    ictx: Address,
    dev: ObjectId,
    pt: ObjectId,
    flags: HwptFlags,
  ): Steps<ObjectId | Errno> {
    const idev = yield* getObject(k, ictx, dev, 'device');
    if (isErr(idev)) return idev;
    const base = yield* getObject(k, ictx, pt);
    let rc: ObjectId | Result;
    if (isErr(base)) rc = yield* refuse(EINVAL, ictx, `has nothing under ID ${pt} to build a table on`);
    else {
      rc = flags.pasid ? yield* haveYet(k, 'pasid', base) : 0;
      if (rc === 0 && flags.fault !== 0 && object(k, base).kind === 'ioas')
        rc = yield* haveYet(k, 'fault of a paging table', base);
      if (rc === 0) rc = yield* allocOn(k, ictx, base, idev, flags);
      yield* putObject(k, base);
    }
    yield* putObject(k, idev);
    return rc;
  },
);

const getFault = inline('iommufd_get_fault', (k: Kernel, ictx: Address, id: ObjectId) =>
  getObject(k, ictx, id, 'fault'),
);

/** Faults of a table go to this queue: 0, or -ENOENT. */
function* attachFault(k: Kernel, ictx: Address, hwpt: Address, id: ObjectId): Steps<Result> {
  const fault = yield* getFault(k, ictx, id);
  if (isErr(fault)) return fault;
  yield* count(k, 'inc', fault, 'users', faultRef(hwpt));
  write(k, hwpt, { fault });
  yield* putObject(k, fault);
  return 0;
}

function* allocOn(
  k: Kernel,
  ictx: Address,
  base: Address,
  idev: Address,
  flags: HwptFlags,
): Steps<ObjectId | Errno> {
  const { kind } = object(k, base);
  if (kind === 'ioas') yield* lock(k, base, 'mutex');
  let hwpt: Address | Errno;
  if (kind === 'ioas') {
    const able = yield* checkFlags(k, idev, flags);
    hwpt = able === 0 ? yield* hwptPagingAlloc(k, ictx, base, idev, flags, null) : able;
  } else if (kind === 'hwpt_paging') hwpt = yield* hwptNestedAlloc(k, ictx, base, flags);
  else if (kind === 'viommu') hwpt = yield* viommuAllocHwptNested(k, base, flags);
  else hwpt = yield* refuse(EINVAL, base, 'is not something to build a table on');
  let made: ObjectId | Errno;
  if (isErr(hwpt)) made = hwpt;
  else {
    let rc: Result = flags.fault === NO_ID ? 0 : yield* attachFault(k, ictx, hwpt, flags.fault);
    if (rc === 0) rc = yield* copyToUser(k, hwpt);
    made = yield* finish(k, ictx, { of: hwpt, rc });
  }
  if (kind === 'ioas') yield* unlock(k, base, 'mutex');
  return made;
}
