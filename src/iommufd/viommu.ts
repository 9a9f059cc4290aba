/** drivers/iommu/iommufd/viommu.c, 7.3: virtual IOMMUs and hardware queues with their internal access. */
import {
  type Address,
  count,
  type Errno,
  fn,
  inline,
  isErr,
  NULL,
  type ObjectId,
  type Ref,
  type Result,
  type Steps,
  write,
} from '../machine/index.ts';
import {
  accessAttachInternal,
  accessCreateInternal,
  accessDestroyInternal,
  accessDetachInternal,
} from './access.ts';
import { accessPinPages, accessUnpinPages } from './access_pages.ts';
import { mockHwQueueDestroy, mockHwQueueInit, QUEUE_TYPE } from './driver.ts';
import { allocation, copyToUser } from './inject.ts';
import { PAGE_SIZE, U64_MAX } from './io_pagetable.ts';
import { EFAULT, EINVAL, ENOMEM, EOPNOTSUPP, EOVERFLOW, ERANGE, type Kernel, refuse } from './kernel.ts';
import { checkViommu } from './lacks.ts';
import { getObject, type Made, notMade, objectAllocUcmd, putObject } from './main.ts';
import { allocMmap, freeMmap } from './mmap_region.ts';
import { the } from './objects.ts';

const hwptRef = (viommu: Address): Ref => ({ role: 'viommu->hwpt', by: viommu });

const viommuRef = (queue: Address): Ref => ({ role: 'hw_queue->viommu', by: queue });

const accessRef = (queue: Address): Ref => ({ role: 'hw_queue->access', by: queue });

/** iommufd_viommu_alloc_ioctl(): the new vIOMMU. It keeps a reference on its nest parent and none on the device. */
export const viommuAllocIoctl = fn(
  'iommufd_viommu_alloc_ioctl',
  function* (k: Kernel, ictx: Address, dev: ObjectId, hwptId: ObjectId, data: boolean): Steps<Made> {
    const idev = yield* getObject(k, ictx, dev, 'device');
    if (isErr(idev)) return notMade(idev);
    const able = yield* checkViommu(k, idev);
    const hwpt = able !== 0 ? able : yield* getObject(k, ictx, hwptId, 'hwpt_paging');
    let made: Made;
    if (isErr(hwpt)) made = notMade(hwpt);
    else {
      made = yield* allocOn(k, ictx, hwpt, data);
      yield* putObject(k, hwpt);
    }
    yield* putObject(k, idev);
    return made;
  },
);

function* allocOn(k: Kernel, ictx: Address, hwpt: Address, data: boolean): Steps<Made> {
  if (!the(k, 'hwpt_paging', hwpt).nestParent)
    return notMade(yield* refuse(EINVAL, hwpt, 'is not a nest parent'));
  const fields = { ictx, hwpt, queues: [], vdevs: [], veventqs: [], region: 0 };
  const viommu = yield* objectAllocUcmd(k, ictx, 'viommu', fields);
  if (isErr(viommu)) return notMade(viommu);
  yield* count(k, 'inc', hwpt, 'users', hwptRef(viommu));
  yield { do: 'call', what: 'is set up by its driver: viommu_init', of: viommu };
  // The mock driver registers a region only for those who pass data.
  if (data) allocMmap(k, viommu);
  return { of: viommu, rc: yield* copyToUser(k, viommu) };
}

/** iommufd_viommu_destroy(). */
export const viommuDestroy = fn(
  'iommufd_viommu_destroy',
  function* (k: Kernel, viommu: Address): Steps<void> {
    freeMmap(k, viommu);
    yield { do: 'call', what: 'is torn down by its driver', of: viommu };
    yield* count(k, 'dec', the(k, 'viommu', viommu).hwpt, 'users', hwptRef(viommu));
  },
);

/** What IOMMU_HW_QUEUE_ALLOC asks for. */
export interface QueueRequest {
  readonly viommu: ObjectId;
  readonly type: bigint;
  readonly index: number;
  readonly iova: bigint;
  readonly length: bigint;
}

function pages({ iova, length }: Pick<QueueRequest, 'iova' | 'length'>): { first: bigint; bytes: bigint } {
  const size = BigInt(PAGE_SIZE);
  const first = iova - (iova % size);
  const bytes = ((iova + length - first + size - 1n) / size) * size;
  return { first, bytes };
}

/** The most bytes that kvcalloc() gives for the array of page pointers, and the size of one. */
const MAX_ARRAY = 2n ** 31n - 1n;
const POINTER = 8n;

/** What can be wrong with a size before anything is allocated for it: 0, -ERANGE or -ENOMEM. */
function* checkSize(k: Kernel, viommu: Address, request: QueueRequest): Steps<Result> {
  const { bytes } = pages(request);
  if (bytes > U64_MAX)
    return yield* refuse(ERANGE, viommu, 'is asked for a queue whose size needs more than 64 bits');
  if ((bytes / BigInt(PAGE_SIZE)) * POINTER <= MAX_ARRAY)
    return yield* allocation(k, viommu, 'the array of the pages of a queue');
  return yield* refuse(ENOMEM, viommu, 'is asked for a queue of more pages than one array can name');
}

/**
 * iommufd_hw_queue_alloc_phys(): the internal access, attached to the IOAS and with the queue's memory pinned. The
 * access, or an errno with everything undone in reverse. User memory is never contiguous beyond a page here.
 */
const allocPhys = fn(
  'iommufd_hw_queue_alloc_phys',
  function* (k: Kernel, viommu: Address, request: QueueRequest, owned: Ref): Steps<Address | Errno> {
    const { ictx, hwpt } = the(k, 'viommu', viommu);
    const { first, bytes } = pages(request);
    const size = yield* checkSize(k, viommu, request);
    if (size !== 0) return size;
    const access = yield* accessCreateInternal(k, ictx, owned);
    if (isErr(access)) return access;
    let rc = yield* accessAttachInternal(k, access, the(k, 'hwpt_paging', hwpt).ioas);
    if (rc === 0) {
      rc = yield* accessPinPages(k, access, first, bytes);
      if (rc === 0) {
        if (bytes <= BigInt(PAGE_SIZE)) return access;
        rc = yield* refuse(EFAULT, access, 'has pinned pages that are not contiguous');
        yield* accessUnpinPages(k, access, first, bytes);
      }
      yield* accessDetachInternal(k, access);
    }
    yield* accessDestroyInternal(k, ictx, access, owned);
    return rc;
  },
);

/** iommufd_hw_queue_destroy_access(): what allocPhys did, undone in reverse. */
const destroyAccess = inline(
  'iommufd_hw_queue_destroy_access',
  function* (
    k: Kernel,
    ictx: Address,
    access: Address,
    request: Pick<QueueRequest, 'iova' | 'length'>,
    owned: Ref,
  ): Steps<void> {
    const { first, bytes } = pages(request);
    yield* accessUnpinPages(k, access, first, bytes);
    yield* accessDetachInternal(k, access);
    const passed = k.design.queueDestroys === 'its access' ? access : owned.by;
    yield* accessDestroyInternal(k, ictx, passed, owned);
  },
);

/** iommufd_hw_queue_alloc_ioctl(): the new queue. -EOPNOTSUPP, -EINVAL, -EOVERFLOW, -ENOENT, and what pinning and the driver say. */
export const hwQueueAllocIoctl = fn(
  'iommufd_hw_queue_alloc_ioctl',
  function* (k: Kernel, ictx: Address, request: QueueRequest): Steps<Made> {
    const wrong = yield* checkRequest(ictx, request);
    if (wrong !== 0) return notMade(wrong);
    const viommu = yield* getObject(k, ictx, request.viommu, 'viommu');
    if (isErr(viommu)) return notMade(viommu);
    if (request.type !== QUEUE_TYPE) {
      const rc = yield* refuse(EOPNOTSUPP, viommu, 'has a driver that does not know that type of queue');
      yield* putObject(k, viommu);
      return notMade(rc);
    }
    const { of, rc } = yield* k.design.allocatedFirst === 'hw_queue'
      ? allocQueueFirst(k, ictx, viommu, request)
      : allocAccessFirst(k, ictx, viommu, request);
    const copied = rc === 0 ? yield* copyToUser(k, of) : rc;
    yield* putObject(k, viommu);
    return { of, rc: copied };
  },
);

/** What can be wrong with a request before anything is looked up: 0, -EOPNOTSUPP, -EINVAL or -EOVERFLOW. */
function* checkRequest(ictx: Address, { type, iova, length }: QueueRequest): Steps<Result> {
  if (type === 0n) return yield* refuse(EOPNOTSUPP, ictx, 'makes no queue of type 0');
  if (length === 0n) return yield* refuse(EINVAL, ictx, 'makes no empty queue');
  if (iova + length - 1n > U64_MAX) return yield* refuse(EOVERFLOW, ictx, 'has no addresses beyond 64 bits');
  return 0;
}

function allocQueue(k: Kernel, ictx: Address, { iova, length, index }: QueueRequest): Steps<Address | Errno> {
  const fields = { viommu: NULL, access: NULL, base: iova, length, index, prev: NULL, driverReady: false };
  return objectAllocUcmd(k, ictx, 'hw_queue', fields);
}

/** v7 and later. */
function* allocQueueFirst(k: Kernel, ictx: Address, viommu: Address, request: QueueRequest): Steps<Made> {
  const queue = yield* allocQueue(k, ictx, request);
  if (isErr(queue)) return notMade(queue);
  const access = yield* allocPhys(k, viommu, request, accessRef(queue));
  if (isErr(access)) return { of: queue, rc: access };
  return { of: queue, rc: yield* initQueue(k, viommu, queue, access) };
}

/** v6: the access exists before there is a queue to own it; until then its second user is the ioctl itself. */
function* allocAccessFirst(k: Kernel, ictx: Address, viommu: Address, request: QueueRequest): Steps<Made> {
  const ioctls: Ref = accessRef(k.current);
  const access = yield* allocPhys(k, viommu, request, ioctls);
  if (isErr(access)) return notMade(access);
  const queue = yield* allocQueue(k, ictx, request);
  if (isErr(queue)) {
    yield* destroyAccess(k, ictx, access, request, ioctls);
    return notMade(queue);
  }
  yield { do: 'handover', of: access, count: 'users', from: ioctls, to: accessRef(queue) };
  return { of: queue, rc: yield* initQueue(k, viommu, queue, access) };
}

function* initQueue(k: Kernel, viommu: Address, queue: Address, access: Address): Steps<Result> {
  write(k, queue, { viommu, access });
  write(k, access, { owner: queue });
  yield* count(k, 'inc', viommu, 'users', viommuRef(queue));
  return yield* mockHwQueueInit(k, queue);
}

/** iommufd_hw_queue_destroy(), also what abort runs: then `access` and `viommu` may be NULL. */
export const hwQueueDestroy = fn(
  'iommufd_hw_queue_destroy',
  function* (k: Kernel, queue: Address): Steps<void> {
    const { viommu, access, base, length, driverReady } = the(k, 'hw_queue', queue);
    if (driverReady) yield* mockHwQueueDestroy(k, queue);
    if (access !== NULL) {
      const { ictx } = the(k, 'viommu', viommu);
      yield* destroyAccess(k, ictx, access, { iova: base, length }, accessRef(queue));
    }
    if (viommu !== NULL) yield* count(k, 'dec', viommu, 'users', viommuRef(queue));
  },
);
