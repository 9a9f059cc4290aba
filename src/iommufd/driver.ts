/** The driver's side of a hw_queue: drivers/iommu/iommufd/driver.c and the selftest mock's queue rules, 7.3. */
import {
  type Address,
  count,
  fn,
  inline,
  lock,
  NULL,
  type Ref,
  type Result,
  readAt,
  type Steps,
  unlock,
  write,
  writeAt,
} from '../machine/index.ts';
import { EEXIST, EINVAL, EIO, type Kernel, refuse } from './kernel.ts';
import { the } from './objects.ts';

/** IOMMU_HW_QUEUE_TYPE_SELFTEST. */
export const QUEUE_TYPE = 0xdeadbeefn;

/** The mock has this many queues a vIOMMU. */
const MAX_QUEUES = 2;

const prevRef = (queue: Address): Ref => ({ role: 'hw_queue->prev', by: queue });

/** iommufd_hw_queue_depend() is a macro round this. */
const objectDepend = fn(
  '_iommufd_object_depend',
  function* (k: Kernel, queue: Address, on: Address): Steps<void> {
    yield* count(k, 'inc', on, 'users', prevRef(queue));
  },
);

/** iommufd_hw_queue_undepend() is a macro round this. */
const objectUndepend = fn(
  '_iommufd_object_undepend',
  function* (k: Kernel, queue: Address, on: Address): Steps<void> {
    yield* count(k, 'dec', on, 'users', prevRef(queue));
  },
);

const hwQueueDepend = inline('iommufd_hw_queue_depend', objectDepend);

const hwQueueUndepend = inline('iommufd_hw_queue_undepend', objectUndepend);

/** mock_hw_queue_init_phys(): 0, -EINVAL beyond the last index, -EEXIST if taken, -EIO without the one before. */
export const mockHwQueueInit = fn(
  'mock_hw_queue_init_phys',
  function* (k: Kernel, queue: Address): Steps<Result> {
    const { viommu, index } = the(k, 'hw_queue', queue);
    if (index >= MAX_QUEUES)
      return yield* refuse(EINVAL, viommu, `has no queue ${index}: the last is ${MAX_QUEUES - 1}`);
    yield* lock(k, viommu, 'queue_mutex');
    const prev = index > 0 ? readAt(k, viommu, 'queues', index - 1) : NULL;
    let rc: Result = 0;
    if (readAt(k, viommu, 'queues', index) !== NULL)
      rc = yield* refuse(EEXIST, viommu, `has a queue at index ${index} already`);
    else if (index > 0 && prev === NULL)
      rc = yield* refuse(EIO, viommu, `has no queue at index ${index - 1}, which queue ${index} depends on`);
    else {
      if (prev !== NULL) yield* hwQueueDepend(k, queue, prev);
      writeAt(k, viommu, 'queues', index, queue);
      write(k, queue, { prev, driverReady: true });
      yield { do: 'call', what: 'is armed: the hardware reads its memory', of: queue };
    }
    yield* unlock(k, viommu, 'queue_mutex');
    return rc;
  },
);

/** mock_hw_queue_destroy(): stops the hardware before anything it reads goes away. */
export const mockHwQueueDestroy = fn(
  'mock_hw_queue_destroy',
  function* (k: Kernel, queue: Address): Steps<void> {
    const { viommu, index, prev } = the(k, 'hw_queue', queue);
    yield* lock(k, viommu, 'queue_mutex');
    write(k, queue, { prev: NULL, driverReady: false });
    if (prev !== NULL) yield* hwQueueUndepend(k, queue, prev);
    writeAt(k, viommu, 'queues', index, NULL);
    yield { do: 'call', what: 'is stopped: the hardware reads no more', of: queue };
    yield* unlock(k, viommu, 'queue_mutex');
  },
);
