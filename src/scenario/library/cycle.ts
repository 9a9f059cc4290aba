import type { BuiltInId } from '../link/titles.ts';
import { QUEUE, type Source, VFIO } from './parts.ts';

export const CYCLE = {
  cycle: {
    question:
      'The internal access of a hw_queue takes a reference on the context file in one design and not in the others. What is left after close?',
    design: 'naive',
    at: 7,
    text: `${QUEUE}\nclose c`,
  },
  'queue-first': {
    question: 'The same objects, torn down in the right order. Why does the naive design get away with it?',
    design: 'naive',
    at: 7,
    text: `${QUEUE}\ndestroy c q0\nclose c`,
  },
  vfio: {
    question:
      'VFIO and its device each hold the context file. Closing /dev/iommu destroys nothing; what does closing the device do?',
    design: 'naive',
    at: 8,
    text: `${VFIO}\nclose c\nclose vfd`,
  },
  dup: {
    question:
      'After the first close the context lives on. Can the second descriptor still save the naive design?',
    design: 'naive',
    at: 8,
    text: `${QUEUE}\ndup c > d\nclose c\ndestroy d q0\nclose d`,
  },
  'external-access': {
    question: 'A driver on behalf of user space does hold the context file. Why is that no cycle?',
    design: '7.3',
    at: 3,
    text: 'open > c\nioas_alloc c > io\naccess_create c ioas=io > acc\nclose c\nclose acc',
  },
} as const satisfies Partial<Record<BuiltInId, Source>>;
