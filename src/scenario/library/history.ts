import type { BuiltInId } from '../link/titles.ts';
import { QUEUE, type Source, TWO_RANGES, VIOMMU } from './parts.ts';

export const HISTORY = {
  'forgotten-put': {
    question: 'Two conditions in the wrong order, released in 6.17. What does DESTROY of the queue wait for?',
    design: '6.17',
    at: 10,
    text: `${TWO_RANGES}\nioas_unmap c ioas=io iova=0x1002000\ndestroy c q0\nclose acc\nclose c`,
  },
  'uncounted-device': {
    question:
      'The vDEVICE of 6.17 points to its device. What does its destroy touch if nothing counts that pointer?',
    design: 'vdevice-uncounted',
    at: 8,
    text: `${VIOMMU}
vfio_bind c > idev vfd
vdevice_alloc c viommu=vi dev=idev > vd
close vfd
destroy c vd
close c`,
  },
  'late-fput': {
    question: 'fput puts the release off until the call returns. What has been freed by then?',
    design: '6.17-rc6',
    at: 1,
    text: 'open > c\nfail_usercopy fault_alloc c > f ffd\nfault_alloc c > g gfd\nclose gfd\nclose c',
  },
  'extra-user': {
    question:
      'The table is attached before it is finished. When finishing fails, who puts the user of the attach?',
    design: 'abort-extra-user',
    at: 2,
    text: 'open > c\nioas_alloc c > io\nfailslab 6 mock_domain c pt=io > sd dev hw\nmock_domain c pt=io > sd2 dev2 hw2\nclose c',
  },
  'abort-lock': {
    question: 'Destroy and abort are one function here. Why can the error path never return?',
    design: 'abort-under-lock',
    at: 7,
    text: `${QUEUE}\nfail_usercopy hwpt_alloc c dev=dev pt=io > h\nclose c`,
  },
  'late-count': {
    question: 'mmap finds the vIOMMU, builds, and counts last. What may another thread do in between?',
    design: 'late-mmap-count',
    at: 5,
    text: `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
viommu_alloc c dev=dev hwpt=hp data=1 > vi
bg until iommufd_fops_mmap:unlock(mt_mmap) mmap c viommu=vi > m
destroy c vi
join
close c`,
  },
  'destroy-counts': {
    question:
      'In 6.2 to 6.4 IOMMU_DESTROY raised the count before it tested it. Who else could be counting just then?',
    design: 'destroy-counts',
    at: 3,
    text: `open > c
ioas_alloc c > io
access_create c ioas=io > acc
bg until iommufd_destroy:dec_and_test(wait) destroy c 2
close acc
join
close c`,
  },
  'ten-seconds': {
    question: 'A fuzzer kept a short-term reference for fifteen seconds. What happened at ten?',
    design: 'ten-seconds',
    at: 2,
    text: 'open > c\nvfio_bind c > dev vfd\nhold c dev slot=0\nbg close vfd\nsleep ms=15000\nunhold slot=0\njoin\nclose c',
  },
} as const satisfies Partial<Record<BuiltInId, Source>>;
