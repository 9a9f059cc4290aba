import { allocate, boot as bootMachine, type Task } from '../machine/index.ts';
import { accessDestroyObject } from './access.ts';
import type { Design } from './design.ts';
import { deviceDestroy } from './device.ts';
import { iommufdFops } from './fops.ts';
import { hwptNestedDestroy, hwptPagingAbort, hwptPagingDestroy } from './hw_pagetable.ts';
import { ioasDestroy } from './ioas.ts';
import type { Kernel } from './kernel.ts';
import { accessFops, selftestDestroy } from './selftest.ts';
import { vfioFops } from './vfio.ts';
import { hwQueueDestroy, viommuDestroy } from './viommu.ts';

const OBJECT_OPS: Kernel['objectOps'] = {
  access: { destroy: accessDestroyObject },
  device: { destroy: deviceDestroy },
  hw_queue: { destroy: hwQueueDestroy },
  hwpt_nested: { destroy: hwptNestedDestroy },
  hwpt_paging: { destroy: hwptPagingDestroy, abort: hwptPagingAbort },
  ioas: { destroy: ioasDestroy },
  selftest: { destroy: selftestDestroy },
  viommu: { destroy: viommuDestroy },
};

const FOPS: Kernel['fops'] = { iommufd: iommufdFops, access: accessFops, vfio: vfioFops };

/** A kernel with this design of iommufd, and one process, which is the task that runs. */
export function boot(design: Design): Kernel {
  const kernel: Kernel = { ...bootMachine(FOPS), design, objectOps: OBJECT_OPS };
  const process: Task = { kind: 'task', freed: false, name: 'process', fds: [], work: [], exited: false };
  kernel.current = allocate(kernel, process);
  return kernel;
}
