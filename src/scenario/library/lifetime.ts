import type { BuiltInId } from '../link/titles.ts';
import { QUEUE, type Source, VFIO, VIOMMU } from './parts.ts';

export const LIFETIME = {
  polite: {
    question: 'Users before what they use: which order leaves nothing for the release?',
    design: '7.3',
    at: 8,
    text: `${VFIO}\ndestroy c q0\ndestroy c vi\nclose vfd\ndestroy c hp\ndestroy c io\nclose c`,
  },
  passes: {
    question:
      'The release destroys what has one user, in passes of ascending ID. How many passes does a chain take?',
    design: '7.3',
    at: 5,
    text: `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
viommu_alloc c dev=dev hwpt=hp > vi
close c`,
  },
  'two-queues': {
    question: 'Queue 1 holds queue 0. Who may go first, and in which pass does the release take each?',
    design: '7.3',
    at: 7,
    text: `${QUEUE}\nhw_queue_alloc c viommu=vi index=1 > q1\ndestroy c q0\nclose c`,
  },
  'auto-domain': {
    question: 'Attaching a device to an IOAS makes a page table on the way. Who destroys it, and when?',
    design: '7.3',
    at: 2,
    text: `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
ioas_alloc c > other
mock_replace c stdev=sd pt=other > rp
destroy c sd
close c`,
  },
  nested: {
    question: 'The nested table stands on a vIOMMU, and that on a parent. Which of the two does it hold?',
    design: '7.3',
    at: 6,
    text: `${VIOMMU}
hwpt_alloc c dev=dev pt=vi nested=1 > n
vdevice_alloc c viommu=vi dev=dev > vd
mock_replace c stdev=sd pt=n > rp
destroy c vi
mock_replace c stdev=sd pt=io > back
destroy c n
destroy c vd
destroy c vi
close c`,
  },
  vdevice: {
    question:
      'The vDEVICE holds its device in both counters. VFIO closes the device all the same: who lets go first?',
    design: '7.3',
    at: 8,
    text: `${VIOMMU}
vfio_bind c > idev vfd
vdevice_alloc c viommu=vi dev=idev > vd
close vfd
ioas_alloc c > new
destroy c vd
close c`,
  },
  pasid: {
    question:
      'A PASID is an attachment of its own. What does each attachment add to the device and to its page table?',
    design: '7.3',
    at: 4,
    text: `open > c
ioas_alloc c > io
mock_domain c pt=io flags=4 > sd dev hw
hwpt_alloc c dev=dev pt=io pasid=1 > hp
pasid_attach c stdev=sd pt=hp > no
mock_replace c stdev=sd pt=hp > rp
pasid_attach c stdev=sd pt=hp > ph
pasid_detach c stdev=sd
destroy c hp
mock_replace c stdev=sd pt=io > back
destroy c hp
close c`,
  },
  detach: {
    question:
      'Attach, attach elsewhere, detach: what does each do to the device, its table and the IOAS? And what if the hardware cannot nest?',
    design: '7.3',
    at: 5,
    text: `open > c
ioas_alloc c > io
vfio_bind c hw=no-nesting > dev vfd
hwpt_alloc c dev=dev pt=io nest_parent=1
vfio_bind c vfio=vfd
vfio_attach c vfio=vfd pt=io
ioas_alloc c > io2
vfio_attach c vfio=vfd pt=io2
vfio_detach c vfio=vfd
close vfd
close c`,
  },
} as const satisfies Partial<Record<BuiltInId, Source>>;
