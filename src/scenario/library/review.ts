import type { BuiltInId } from '../link/titles.ts';
import { QUEUE, type Source, TWO_RANGES } from './parts.ts';

export const REVIEW = {
  'ops-one-day': {
    question:
      '`ops == NULL` marks an internal access. What does its destroy do when a later patch gives it ops?',
    design: 'v6-queue-first+ops',
    at: 7,
    text: `${QUEUE}\ndestroy c q0\nclose c`,
  },
  'ops-abrupt': {
    question:
      'The same mistake on the other path: nobody destroys the queue, the release does. Is it quieter?',
    design: 'v6-queue-first+ops',
    at: 7,
    text: `${QUEUE}\nclose c`,
  },
  'external-without-ops': {
    question: 'An external access without ops looks internal to a test of ops. What does its destroy forget?',
    design: 'external-no-ops',
    at: 3,
    text: 'open > c\nioas_alloc c > io\naccess_create c ioas=io > acc\nclose acc\nclose c',
  },
  'stored-ictx': {
    question:
      '`ictx == NULL` marks an internal access. This one forgot to leave it NULL. What does DESTROY put?',
    design: 'stored-ictx',
    at: 7,
    text: `${QUEUE}\ndestroy c q0\nioas_alloc c > x\nclose c`,
  },
  'stored-ictx-abrupt': {
    question:
      'The file is already being released when the forgotten mark puts it once more. How loud is that?',
    design: 'stored-ictx',
    at: 7,
    text: `${QUEUE}\nclose c`,
  },
  'no-zeroing': {
    question:
      'The mark is NULL only because the allocator zeroes the memory. Is an assignment that changes nothing worth a line?',
    design: 'no-zeroing',
    at: 7,
    text: `${QUEUE}\ndestroy c q0\nclose c`,
  },
  macro: {
    question: 'The macro wants something with a member obj, and a queue has one. What does it destroy?',
    design: 'macro',
    at: 7,
    text: `${QUEUE}\ndestroy c q0\nclose c`,
  },
  'access-first': {
    question: 'v6 made the access before its queue. What does the order of the two IDs change in a failure?',
    design: 'v6',
    at: 6,
    text: `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
failslab 2 hw_queue_alloc c viommu=vi > a
hw_queue_alloc c viommu=vi > q0
close c`,
  },
  'any-without-ops': {
    question:
      'A page is unmapped that only an external access has pinned. In which designs does the queue object?',
    design: 'v6',
    at: 10,
    text: `${TWO_RANGES}\nioas_unmap c ioas=io iova=0x1002000\nclose acc\nclose c`,
  },
  'no-lock': {
    question:
      'An internal access cannot be asked to unpin. If its area were not locked, who would stop the hardware?',
    design: 'no-area-lock',
    at: 7,
    text: `${QUEUE}\nioas_unmap c ioas=io\ndestroy c q0\nclose c`,
  },
} as const satisfies Partial<Record<BuiltInId, Source>>;
