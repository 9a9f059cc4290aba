import type { ObjectType } from './op_spec.ts';
import type { OpName } from './ops.ts';
import { OBJECT_KINDS } from './pointers.ts';
import type { RoleName } from './refs.ts';

/** What can hold a reference, or be held by one, beside the objects. */
export type Thing =
  | ObjectType
  | 'process'
  | 'ioctl in flight'
  | 'mapping'
  | 'VFIO device'
  | 'ctx'
  | 'context file'
  | 'file of an access'
  | 'file of an event queue'
  | 'VFIO file'
  | 'area';

interface Relation {
  readonly by: readonly Thing[];
  readonly of: readonly Thing[];
}

/** Between which kinds each counted reference can stand. */
export const RELATIONS: Readonly<Record<RoleName, Relation>> = {
  fd: { by: ['process'], of: ['context file', 'file of an access', 'file of an event queue', 'VFIO file'] },
  'df->iommufd': { by: ['VFIO device'], of: ['context file'] },
  'idev->ictx': { by: ['device'], of: ['context file'] },
  'access->ictx': { by: ['access'], of: ['context file'] },
  xarray: { by: ['ctx'], of: OBJECT_KINDS },
  bias: { by: ['ctx'], of: OBJECT_KINDS },
  lock_obj: { by: ['process', 'ioctl in flight'], of: OBJECT_KINDS },
  destroy: { by: ['process'], of: OBJECT_KINDS },
  'driver->idev': { by: ['selftest', 'VFIO device'], of: ['device'] },
  'attach->idev': { by: ['selftest', 'VFIO device'], of: ['device'] },
  'vma->owner': { by: ['mapping'], of: ['viommu'] },
  'vma->vm_file': { by: ['mapping'], of: ['context file'] },
  ioctl: { by: ['process'], of: ['context file'] },
  'eventq->ictx': { by: ['file of an event queue'], of: ['context file'] },
  'filep->eventq': { by: ['file of an event queue'], of: ['fault', 'veventq'] },
  'vdev->viommu': { by: ['vdevice'], of: ['viommu'] },
  'vdev->idev': { by: ['vdevice'], of: ['device'] },
  'idev->vdev': { by: ['device'], of: ['vdevice'] },
  'veventq->viommu': { by: ['veventq'], of: ['viommu'] },
  'hwpt->fault': { by: ['hwpt_paging', 'hwpt_nested'], of: ['fault'] },
  'attach->hwpt': { by: ['device'], of: ['hwpt_paging', 'hwpt_nested'] },
  'hwpt->ioas': { by: ['hwpt_paging'], of: ['ioas'] },
  'hwpt->parent': { by: ['hwpt_nested'], of: ['hwpt_paging'] },
  'hwpt->viommu': { by: ['hwpt_nested'], of: ['viommu'] },
  'viommu->hwpt': { by: ['viommu'], of: ['hwpt_paging'] },
  'hw_queue->viommu': { by: ['hw_queue'], of: ['viommu'] },
  'hw_queue->access': { by: ['hw_queue', 'process'], of: ['access'] },
  'hw_queue->prev': { by: ['hw_queue'], of: ['hw_queue'] },
  'file->access': { by: ['file of an access'], of: ['access'] },
  'access->ioas': { by: ['access'], of: ['ioas'] },
  pin: { by: ['access'], of: ['area'] },
  'pin lock': { by: ['access'], of: ['area'] },
};

/** The operations that make each kind of object. */
export const MAKERS: Readonly<Record<ObjectType, readonly OpName[]>> = {
  ioas: ['ioas_alloc'],
  hwpt_paging: ['hwpt_alloc', 'mock_domain', 'mock_replace', 'pasid_attach', 'vfio_attach'],
  hwpt_nested: ['hwpt_alloc'],
  device: ['mock_domain', 'vfio_bind'],
  access: ['access_create', 'hw_queue_alloc'],
  viommu: ['viommu_alloc'],
  vdevice: ['vdevice_alloc'],
  hw_queue: ['hw_queue_alloc'],
  fault: ['fault_alloc'],
  veventq: ['veventq_alloc'],
  selftest: ['mock_domain'],
};
