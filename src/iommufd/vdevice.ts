/** The vDEVICE of drivers/iommu/iommufd/viommu.c, 7.3: a device's presence in a vIOMMU. */
import {
  type Address,
  append,
  count,
  type Errno,
  fn,
  isErr,
  leftOut,
  lock,
  NULL,
  type ObjectId,
  type Ref,
  type Result,
  remove,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { copyToUser } from './inject.ts';
import { EEXIST, ENOENT, type Kernel, refuse } from './kernel.ts';
import { getObject, objectAbortAndDestroy, objectAlloc, objectFinalize, putObject } from './main.ts';
import { object, the } from './objects.ts';

const viommuRef = (vdev: Address): Ref => ({ role: 'vdev->viommu', by: vdev });

const idevRef = (vdev: Address): Ref => ({ role: 'vdev->idev', by: vdev });

/** What IOMMU_VDEVICE_ALLOC asks for. */
export interface VdeviceRequest {
  readonly viommu: ObjectId;
  readonly dev: ObjectId;
  readonly virt: bigint;
}

/**
 * iommufd_vdevice_alloc_ioctl(): the new ID. The short-term reference on the device that the look-up took stays with
 * the vDEVICE for life. -ENOENT for a device on its way out, -EEXIST for a second vDEVICE or a virtual ID in use.
 */
export const vdeviceAllocIoctl = fn(
  'iommufd_vdevice_alloc_ioctl',
  function* (k: Kernel, ictx: Address, request: VdeviceRequest): Steps<ObjectId | Errno> {
    const viommu = yield* getObject(k, ictx, request.viommu, 'viommu');
    if (isErr(viommu)) return viommu;
    const idev = yield* getObject(k, ictx, request.dev, 'device');
    let rc: ObjectId | Errno;
    if (isErr(idev)) rc = idev;
    else if (k.design.vdeviceHoldsDevice === 'struct device') {
      rc = yield* allocOnDevice(k, ictx, viommu, idev, request.virt);
      yield* putObject(k, idev);
    } else {
      yield* lock(k, idev, 'igroup->lock');
      const made = yield* allocLocked(k, ictx, viommu, idev, request.virt);
      rc = made.rc;
      yield* unlock(k, idev, 'igroup->lock');
      if (!made.keepsDevice) yield* putObject(k, idev);
    }
    yield* putObject(k, viommu);
    return rc;
  },
);

/** Its place in the vIOMMU under a virtual ID that is free, and the answer to user space. */
function* takePlace(k: Kernel, viommu: Address, vdev: Address, virt: bigint): Steps<Result> {
  const { vdevs } = the(k, 'viommu', viommu);
  if (vdevs.some((one) => the(k, 'vdevice', one).virt === virt))
    return yield* refuse(EEXIST, viommu, `has virtual ID 0x${virt.toString(16)} already`);
  append(k, viommu, 'vdevs', vdev);
  yield { do: 'call', what: 'has its place in the vIOMMU', of: vdev };
  return yield* copyToUser(k, vdev);
}

/** Up to 6.16: it refers to the struct device, and its iommufd device knows nothing of it. */
function* allocOnDevice(
  k: Kernel,
  ictx: Address,
  viommu: Address,
  idev: Address,
  virt: bigint,
): Steps<ObjectId | Errno> {
  const { driver: dev } = the(k, 'device', idev);
  const vdev = yield* objectAlloc(k, ictx, 'vdevice', { viommu, idev: NULL, dev, virt });
  if (isErr(vdev)) return vdev;
  yield { do: 'call', what: 'takes a reference on the struct device', of: vdev };
  yield* count(k, 'inc', viommu, 'users', viommuRef(vdev));
  const rc = yield* takePlace(k, viommu, vdev, virt);
  if (rc !== 0) {
    yield* objectAbortAndDestroy(k, ictx, vdev);
    return rc;
  }
  const { id } = object(k, vdev);
  yield* objectFinalize(k, ictx, vdev);
  return id;
}

/** Its ID or an errno, and whether the short-term reference on the device is the vDEVICE's now. */
interface Made {
  readonly rc: ObjectId | Errno;
  readonly keepsDevice: boolean;
}

function* allocLocked(k: Kernel, ictx: Address, viommu: Address, idev: Address, virt: bigint): Steps<Made> {
  const failed = (rc: Errno): Made => ({ rc, keepsDevice: false });
  const { destroying, vdev: other } = the(k, 'device', idev);
  if (destroying) return failed(yield* refuse(ENOENT, idev, 'is being unbound'));
  if (other !== NULL) return failed(yield* refuse(EEXIST, idev, 'has a vDEVICE already'));
  const vdev = yield* objectAlloc(k, ictx, 'vdevice', { viommu, idev, virt });
  if (isErr(vdev)) return failed(vdev);
  yield* count(k, 'inc', viommu, 'users', viommuRef(vdev));
  write(k, idev, { vdev });
  yield { do: 'set', of: idev, field: 'idev->vdev', from: NULL, to: vdev };
  const rc = yield* takePlace(k, viommu, vdev, virt);
  if (rc !== 0) {
    yield* objectAbortAndDestroy(k, ictx, vdev);
    return failed(rc);
  }
  const ref = idevRef(vdev);
  const keepsDevice = k.design.vdeviceHoldsDevice === true && !k.isLeftOut(ref);
  if (k.design.vdeviceHoldsDevice === true)
    for (const count of ['users', 'wait'] as const)
      yield keepsDevice
        ? { do: 'handover', of: idev, count, from: { role: 'lock_obj', by: k.current }, to: ref }
        : leftOut('get', idev, count, ref);
  const { id } = object(k, vdev);
  yield* objectFinalize(k, ictx, vdev);
  return { rc: id, keepsDevice };
}

function* leavePlace(k: Kernel, viommu: Address, vdev: Address): Steps<void> {
  remove(k, viommu, 'vdevs', vdev);
  yield { do: 'call', what: 'loses its place in the vIOMMU', of: vdev };
  yield* count(k, 'dec', viommu, 'users', viommuRef(vdev));
}

/** iommufd_vdevice_abort(), with igroup->lock held: everything but the device's reference. */
export const vdeviceAbort = fn('iommufd_vdevice_abort', function* (k: Kernel, vdev: Address): Steps<void> {
  const { viommu, idev } = the(k, 'vdevice', vdev);
  yield* leavePlace(k, viommu, vdev);
  write(k, idev, { vdev: NULL });
  yield { do: 'set', of: idev, field: 'idev->vdev', from: vdev, to: NULL };
});

/** iommufd_vdevice_destroy(). */
export const vdeviceDestroy = fn(
  'iommufd_vdevice_destroy',
  function* (k: Kernel, vdev: Address): Steps<void> {
    const { idev } = the(k, 'vdevice', vdev);
    yield* lock(k, idev, 'igroup->lock');
    yield* vdeviceAbort(k, vdev);
    yield* unlock(k, idev, 'igroup->lock');
    if (k.design.vdeviceHoldsDevice === true) yield* putObject(k, idev, idevRef(vdev));
  },
);

/** iommufd_vdevice_destroy() up to 6.16, also its abort: no iommufd device is touched. */
export const vdeviceDestroyOnDevice = fn(
  'iommufd_vdevice_destroy',
  function* (k: Kernel, vdev: Address): Steps<void> {
    yield* leavePlace(k, the(k, 'vdevice', vdev).viommu, vdev);
    yield { do: 'call', what: 'gives its struct device back', of: vdev };
  },
);
