/** How an access is told to let go of a range: drivers/iommu/iommufd/device.c, 7.3. */
import { type Address, fn, lock, NULL, type Result, type Steps, unlock } from '../machine/index.ts';
import type { NotifyUnmap } from './iopt_unmap.ts';
import { EBUSY, type Kernel, refuse } from './kernel.ts';
import { lockObj, putObject } from './main.ts';
import { the } from './objects.ts';

/** iommufd_access_is_internal(), or the test a design has in its place. */
export function isInternal(k: Kernel, access: Address): boolean {
  const { ictx, ops } = the(k, 'access', access);
  return k.design.internalIs === 'ictx == NULL' ? ictx === NULL : !ops;
}

/** ops->unmap(): the driver behind an access lets go of what it pinned in a range. */
export function* callUnmap(k: Kernel, access: Address, iova: bigint, length: bigint): Steps<void> {
  yield { do: 'call', what: 'is asked to let go: ops->unmap', of: access };
  yield* k.accessUnmap(k, access, iova, length);
}

/** The spin lock inside the xarray of an IOAS's accesses. */
const ACCESS_LIST = 'xa_lock of the access_list';

/**
 * iommufd_access_notify_unmap(): asks every access of the IOAS to let go of a range. In the v6 series the first access
 * without ops->unmap ends the walk with -EBUSY; elsewhere internal accesses are passed over.
 */
export const accessNotifyUnmap: NotifyUnmap = fn(
  'iommufd_access_notify_unmap',
  function* (k: Kernel, ioas: Address, iova: bigint, length: bigint): Steps<Result> {
    yield* lock(k, ioas, ACCESS_LIST);
    const { accessList } = the(k, 'ioas', ioas);
    const internal = accessList.find((access) => isInternal(k, access));
    if (k.design.unmapRefusedBy === 'any internal access' && internal !== undefined) {
      const rc = yield* refuse(EBUSY, internal, 'is internal');
      yield* unlock(k, ioas, ACCESS_LIST);
      return rc;
    }
    for (const access of accessList) {
      if (k.design.unmapRefusedBy === 'notification') {
        if (!the(k, 'access', access).unmap) {
          const rc = yield* refuse(EBUSY, access, 'has no ops->unmap');
          yield* unlock(k, ioas, ACCESS_LIST);
          return rc;
        }
      } else if (isInternal(k, access) || !the(k, 'access', access).unmap) {
        if (k.design.notifyLocksInternal) yield* lockObj(k, access);
        yield { do: 'call', what: 'is passed over: internal', of: access };
        continue;
      }
      if (!(yield* lockObj(k, access))) continue;
      yield* unlock(k, ioas, ACCESS_LIST);
      yield* callUnmap(k, access, iova, length);
      yield* putObject(k, access);
      yield* lock(k, ioas, ACCESS_LIST);
    }
    yield* unlock(k, ioas, ACCESS_LIST);
    return 0;
  },
);
