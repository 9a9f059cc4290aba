import type { BuiltInId } from '../link/titles.ts';
import { QUEUE, type Source, VIOMMU } from './parts.ts';

export const REFUSAL = {
  busy: {
    question: 'IOMMU_DESTROY never waits. Which of these is refused, and which count refuses it?',
    design: '7.3',
    at: 7,
    text: `${QUEUE}\ndestroy c io\ndestroy c hp\ndestroy c vi\ndestroy c dev\ndestroy c 8\ndestroy c q0\nclose c`,
  },
  unmap: {
    question:
      'Hardware reads the memory of a queue by physical address. Where does each design refuse the unmap?',
    design: 'v6',
    at: 7,
    text: `${QUEUE}\nioas_unmap c ioas=io\ndestroy c q0\nioas_unmap c ioas=io\nclose c`,
  },
  'queue-refused': {
    question:
      'The checks come in an order. Which of them has already taken something that it must give back?',
    design: '7.3',
    at: 6,
    text: `${VIOMMU}
hw_queue_alloc c viommu=vi type=0 > a
hw_queue_alloc c viommu=vi len=0 > b
hw_queue_alloc c viommu=vi iova=0xfffffffffffff000 len=0x2000 > d
hw_queue_alloc c viommu=hp > e
hw_queue_alloc c viommu=vi iova=0x5000000 > f
hw_queue_alloc c viommu=vi index=2 > g
hw_queue_alloc c viommu=vi index=1 > h
ioas_map c ioas=io iova=0x2000000 len=0x2000
hw_queue_alloc c viommu=vi iova=0x2000000 len=0x2000 > j
hw_queue_alloc c viommu=vi > q0
hw_queue_alloc c viommu=vi > i
close c`,
  },
  'wrong-id': {
    question: 'ENOENT, EINVAL, EBUSY: what does each say about the slot of that ID?',
    design: '7.3',
    at: 7,
    text: `${QUEUE}
destroy c 0
destroy c 99
hwpt_alloc c dev=io pt=io > x
viommu_alloc c dev=dev hwpt=io > y
mock_replace c stdev=sd pt=vi > r
destroy c q0
destroy c q0
close c
ioas_alloc c > late`,
  },
  mapping: {
    question: 'An area is mapped once, aligned, and unmapped whole. Which errno stands for which rule?',
    design: '7.3',
    at: 4,
    text: `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
ioas_map c ioas=io len=0x3000
ioas_map c ioas=io iova=0x1002000
ioas_map c ioas=io iova=0x2000001
ioas_map c ioas=io iova=0x2000000 len=0
ioas_unmap c ioas=io iova=0x1001000
ioas_unmap c ioas=io iova=0x9000000
ioas_unmap c ioas=io all=1
ioas_unmap c ioas=io all=1
close c`,
  },
  'failed-alloc': {
    question: 'The third allocation of HW_QUEUE_ALLOC fails. What is undone by whom, and in which order?',
    design: '7.3',
    at: 6,
    text: `${VIOMMU}\nfailslab 3 hw_queue_alloc c viommu=vi > q0\nhw_queue_alloc c viommu=vi > q1\nclose c`,
  },
  'failed-copy': {
    question:
      'Everything was built, and then the ID does not reach its caller. Why does nobody see the object?',
    design: '7.3',
    at: 6,
    text: `${VIOMMU}\nfail_usercopy hw_queue_alloc c viommu=vi > q0\nfail_usercopy hwpt_alloc c dev=dev pt=io > h\nclose c`,
  },
  wait: {
    question: 'Somebody has looked the device up and is slow to let go. What does unbind do meanwhile?',
    design: '7.3',
    at: 2,
    text: `open > c
vfio_bind c > dev vfd
hold c dev slot=0
bg close vfd
sleep ms=15000
unhold slot=0
join
close c`,
  },
  'unbind-timeout': {
    question: 'The holder never lets go. What does unbind, which may not fail, leave behind?',
    design: '7.3',
    at: 3,
    text: `open > c
vfio_bind c > dev vfd
hold c dev slot=0
bg close vfd
sleep ms=70000
join
unhold slot=0
close c`,
  },
  timeout: {
    question:
      'DESTROY has begun and cannot go back, and somebody still uses the object. Free it, or leak it?',
    design: '7.3',
    at: 3,
    text: `open > c
ioas_alloc c > io
hold c io slot=0
bg 1 unhold slot=0
bg destroy c io
resume thread=1 steps=99
join
join
ioas_alloc c > new
close c`,
  },
} as const satisfies Partial<Record<BuiltInId, Source>>;
