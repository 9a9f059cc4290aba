import type { BuiltInId } from '../link/titles.ts';
import { type Source, TWO_RANGES } from './parts.ts';

export const ACCESS = {
  driver: {
    question: 'Read and write, pin, move to another IOAS: which of these leaves a count behind?',
    design: '7.3',
    at: 5,
    text: `open > c
ioas_alloc c > io
ioas_map c ioas=io
ioas_alloc c > other
access_create c ioas=io > acc
access_rw c access=acc
pin c access=acc > p
unpin c access=acc item=p
access_replace c access=acc ioas=other
destroy c io
close acc
close c`,
  },
  notify: {
    question:
      'An external access has pinned a page that user space unmaps. Who is asked, and what does the asking hold meanwhile?',
    design: '7.3',
    at: 4,
    text: `open > c
ioas_alloc c > io
ioas_map c ioas=io
access_create c ioas=io > acc
pin c access=acc > p
ioas_unmap c ioas=io
close acc
close c`,
  },
  ownership: {
    question:
      'One access belongs to user space, one to a queue. What does the ictx of each say about who may take its pages away?',
    design: '7.3',
    at: 10,
    text: `${TWO_RANGES}\nioas_unmap c ioas=io iova=0x1002000\nioas_unmap c ioas=io\nclose c\nclose acc`,
  },
} as const satisfies Partial<Record<BuiltInId, Source>>;
