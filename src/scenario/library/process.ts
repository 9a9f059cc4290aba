import type { BuiltInId } from '../link/titles.ts';
import { QUEUE, type Source, VIOMMU } from './parts.ts';

export const PROCESS = {
  'event-files': {
    question:
      'A fault queue and a vEVENTQ each come with a file of their own. What holds what, and what if the context’s descriptor is closed first?',
    design: '7.3',
    at: 6,
    text: `${VIOMMU}
fault_alloc c > f ffd
veventq_alloc c viommu=vi > ve vefd
hwpt_alloc c dev=dev pt=vi nested=1 fault=f > n
destroy c f
close ffd
destroy c f
destroy c n
destroy c f
close c
close vefd`,
  },
  mmap: {
    question: 'User space maps a page of a vIOMMU. What may still be destroyed, and what does munmap let go?',
    design: '7.3',
    at: 5,
    text: `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
viommu_alloc c dev=dev hwpt=hp data=1 > vi
mmap c viommu=vi > m
destroy c vi
close c
munmap m`,
  },
  fork: {
    question: 'Fork copies the descriptors. Whose close releases the context, and does a kill count as one?',
    design: '7.3',
    at: 7,
    text: `${QUEUE}\nfork > p\nclose c\nkill p`,
  },
  exit: {
    question: 'Mappings, then descriptors, then the work that was put off: in which order does exit let go?',
    design: '7.3',
    at: 10,
    text: `open > c
ioas_alloc c > io
vfio_bind c > dev vfd
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
vfio_attach c vfio=vfd pt=hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp data=1 > vi
hw_queue_alloc c viommu=vi > q0
mmap c viommu=vi > m
access_create c ioas=io > acc
sigkill_self`,
  },
  'two-contexts': {
    question: 'Each context has its own IDs and its own release. Does the end of one touch the other?',
    design: 'naive',
    at: 11,
    text: `${QUEUE}
open > c2
ioas_alloc c2 > io2
ioas_map c2 ioas=io2
access_create c2 ioas=io2 > acc
close c
close c2
close acc`,
  },
  'vfio-compat': {
    question: 'The compatibility interface remembers one IOAS. Does that keep it alive?',
    design: '7.3',
    at: 2,
    text: `open > c
ioas_alloc c > io
vfio_ioas c op=1 ioas=io > set
vfio_ioas c > got
destroy c io
vfio_ioas c > none
exit`,
  },
  'queue-race': {
    question: 'A second queue depends on the first. What if the first one is on its way out just then?',
    design: '7.3',
    at: 7,
    text: `${QUEUE}
bg until get_file:inc(count) destroy c q0
bg until iommufd_object_finalize:unlock(xa_lock) hw_queue_alloc c viommu=vi index=1 > q1
resume until iommufd_object_remove:dec_if_one(users)
resume thread=1 until _iommufd_object_depend:log
join
join
close c`,
  },
} as const satisfies Partial<Record<BuiltInId, Source>>;
