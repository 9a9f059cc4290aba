import { boot as bootMachine } from '../machine/index.ts';
import { accessDestroyObject } from './access.ts';
import type { Design } from './design.ts';
import { deviceDestroy, devicePreDestroy } from './device.ts';
import { eventqFilep, eventqFops, faultDestroy, veventqAbort, veventqDestroy } from './eventq.ts';
import { iommufdFops } from './fops.ts';
import { hwptPagingAbort, hwptPagingDestroy } from './hw_pagetable.ts';
import { hwptNestedDestroy } from './hwpt_nested.ts';
import { ioasDestroy } from './ioas.ts';
import type { Kernel } from './kernel.ts';
import { createTask } from './process.ts';
import { RECORDED_LINES } from './recorded_lines.ts';
import { accessFops, selftestDestroy } from './selftest.ts';
import { testAccessUnmap } from './staccess.ts';
import { vdeviceAbort, vdeviceDestroy, vdeviceDestroyOnDevice } from './vdevice.ts';
import { vfioFops } from './vfio.ts';
import { hwQueueDestroy, viommuDestroy } from './viommu.ts';
import { leftOutBy } from './without.ts';

const OBJECT_OPS: Kernel['objectOps'] = {
  access: { destroy: accessDestroyObject },
  device: { preDestroy: devicePreDestroy, destroy: deviceDestroy },
  fault: { destroy: faultDestroy, filep: eventqFilep },
  vdevice: { destroy: vdeviceDestroy, abort: vdeviceAbort },
  veventq: { destroy: veventqDestroy, abort: veventqAbort, filep: eventqFilep },
  hw_queue: { destroy: hwQueueDestroy },
  hwpt_nested: { destroy: hwptNestedDestroy },
  hwpt_paging: { destroy: hwptPagingDestroy, abort: hwptPagingAbort },
  ioas: { destroy: ioasDestroy },
  selftest: { destroy: selftestDestroy },
  viommu: { destroy: viommuDestroy },
};

/** Up to 6.16 a device has no say in the life of its vDEVICE. */
const BEFORE_PRE_DESTROY: Partial<Kernel['objectOps']> = {
  device: { destroy: deviceDestroy },
  vdevice: { destroy: vdeviceDestroyOnDevice },
};

const FOPS: Kernel['fops'] = { iommufd: iommufdFops, access: accessFops, eventq: eventqFops, vfio: vfioFops };

/** A kernel with this design of iommufd, and one process, which is the task that runs. */
export function boot(design: Design): Kernel {
  const isLeftOut = leftOutBy(design);
  const kernel: Kernel = {
    ...bootMachine(FOPS, (ref) => isLeftOut(kernel, ref), design.older ? new Set() : RECORDED_LINES),
    design,
    failing: new Map(),
    objectOps: {
      ...OBJECT_OPS,
      ...(design.vdeviceHoldsDevice === 'struct device' && BEFORE_PRE_DESTROY),
    },
    accessUnmap: testAccessUnmap,
  };
  kernel.current = createTask(kernel, 'process');
  return kernel;
}
