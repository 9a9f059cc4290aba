import type { ObjectType, Provenance } from '../iommufd/index.ts';
import type { VerdictName } from '../trace/index.ts';

/** What the root and each kind of object is, in a phrase. */
export const KIND_WORDS: Readonly<Record<ObjectType | 'context', string>> = {
  context:
    'One open of /dev/iommu, and the root of all its objects. It has no count of its own: every reference on its file keeps it alive, and the release of that file, iommufd_fops_release, frees it.',
  ioas: 'An address space: what is mapped where, for all who use it.',
  hwpt_paging: 'A page table of an IOAS, made on purpose or by an attach; it may be the parent of a vIOMMU.',
  hwpt_nested: 'The page table of a guest, on a parent or on a vIOMMU.',
  device: 'A device that a driver has bound to the context.',
  access:
    'A way for software to reach mapped memory: for a driver (external), or for a hardware queue (internal).',
  viommu: 'What a guest sees of the IOMMU, on a parent page table.',
  vdevice: 'A device as the guest of a vIOMMU knows it.',
  hw_queue: 'A queue of a vIOMMU that the hardware reads by itself.',
  fault: 'A queue of page faults for user space to answer, with a file.',
  veventq: 'A queue of events of a vIOMMU, with a file.',
  selftest: 'A mock device of the selftest, which is its own driver.',
};

/** Whether there was a kernel with such a design. */
export const PROVENANCE_WORDS: Readonly<Record<Provenance, string>> = {
  released: 'Released.',
  posted: 'Proposed on the list, and not released like that.',
  'one old rule': 'One rule that older kernels had, in the code of 7.3. No kernel was like that.',
  'counter-example': 'A counter-example: a kernel that never existed.',
};

/** What each verdict means, from worst to best. */
export const VERDICT_WORDS: Readonly<Record<VerdictName, string>> = {
  UAF: 'A step touches memory that is freed.',
  'BAD PUT':
    'A reference is put that was never taken, an object is freed while it has users, or a bad pointer is followed.',
  HANG: 'A thread waits: for short-term users, or for a lock that nobody releases.',
  LEAK: 'A context file keeps a count, and no process can reach it any more. Nothing will ever release it.',
  'NO PROGRESS': 'A pass of the release finds no object whose only user is the xarray, and leaves the rest.',
  WARN: 'The kernel warns of something else.',
  REFUSED: 'An operation returns an errno. That is not a fault, and never the headline.',
  ALIVE: 'A child of the process still has the context.',
  FREED: 'Every context was released, and every object destroyed.',
};
