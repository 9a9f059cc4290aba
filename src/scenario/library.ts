import type { Scenario } from './scenario.ts';
import { parseText } from './text.ts';

/** A scenario that comes with the app, and the question it answers. */
export interface BuiltIn {
  readonly id: string;
  readonly question: string;
  readonly scenario: Scenario;
}

interface Source {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly design: string;
  /** Operations done when it opens. */
  readonly at: number;
  readonly text: string;
}

const QUEUE = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0`;

const VFIO = `open > c
ioas_alloc c > io
vfio_bind c > dev vfd
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
vfio_attach c vfio=vfd pt=hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0`;

const SOURCES: readonly Source[] = [
  {
    id: 'cycle',
    title: 'A queue is live when its file is closed',
    question:
      'The internal access of a hw_queue takes a reference on the ctx file in one design and not in the others. What is left after close?',
    design: 'naive',
    at: 7,
    text: `${QUEUE}\nclose c`,
  },
  {
    id: 'queue-first',
    title: 'The queue is destroyed before the file is closed',
    question: 'The same objects, taken down politely. Why does the naive design get away with it?',
    design: 'naive',
    at: 7,
    text: `${QUEUE}\ndestroy c q0\nclose c`,
  },
  {
    id: 'vfio',
    title: 'A VFIO device keeps the context alive',
    question:
      'VFIO and its device each hold the ctx file. Closing the iommufd destroys nothing; what does closing the device do?',
    design: 'naive',
    at: 8,
    text: `${VFIO}\nclose c\nclose vfd`,
  },
  {
    id: 'polite',
    title: 'Everything is destroyed by hand',
    question: 'Users before what they use: which order leaves nothing for the release?',
    design: 'merged',
    at: 8,
    text: `${VFIO}\ndestroy c q0\ndestroy c vi\nclose vfd\ndestroy c hp\ndestroy c io\nclose c`,
  },
  {
    id: 'two-queues',
    title: 'A queue depends on the one before it',
    question: 'Queue 1 holds queue 0. Who may go first, and in which pass does the release take each?',
    design: 'merged',
    at: 7,
    text: `${QUEUE}\nhw_queue_alloc c viommu=vi index=1 > q1\ndestroy c q0\nclose c`,
  },
  {
    id: 'busy',
    title: 'What is in use cannot be destroyed',
    question: 'IOMMU_DESTROY never waits. Which of these is refused, and which count refuses it?',
    design: 'merged',
    at: 7,
    text: `${QUEUE}\ndestroy c io\ndestroy c hp\ndestroy c vi\ndestroy c dev\ndestroy c 8\ndestroy c q0\nclose c`,
  },
  {
    id: 'unmap',
    title: 'Unmapping what a queue reads',
    question:
      'Hardware reads the memory of a queue by physical address. Where does each design refuse the unmap?',
    design: 'v6',
    at: 7,
    text: `${QUEUE}\nioas_unmap c ioas=io\ndestroy c q0\nioas_unmap c ioas=io\nclose c`,
  },
  {
    id: 'external-access',
    title: 'An external access outlives the descriptor',
    question: 'A driver on behalf of user space does hold the ctx file. Why is that no cycle?',
    design: 'merged',
    at: 3,
    text: 'open > c\nioas_alloc c > io\naccess_create c ioas=io > acc\nclose c\nclose acc',
  },
  {
    id: 'dup',
    title: 'Two descriptors, one context',
    question:
      'After the first close the context lives on. Can the second descriptor still save the naive design?',
    design: 'naive',
    at: 8,
    text: `${QUEUE}\ndup c > d\nclose c\ndestroy d q0\nclose d`,
  },
  {
    id: 'passes',
    title: 'The release goes by ID, not by dependency',
    question:
      'The sweep strips what has one user, in passes of ascending ID. How many passes does a chain take?',
    design: 'merged',
    at: 5,
    text: `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
viommu_alloc c dev=dev hwpt=hp > vi
close c`,
  },
];

function built({ id, title, question, design, at, text }: Source): BuiltIn {
  const { scenario, problems } = parseText(
    `# title: ${title}\n# design: ${design}\n# cursor: op ${at} step 0\n${text}`,
  );
  if (problems.length) throw new Error(`built-in ${id}: ${JSON.stringify(problems[0])}`);
  return { id, question, scenario };
}

/** The seed's story first. */
export const LIBRARY: readonly BuiltIn[] = SOURCES.map(built);

/** What the app opens on. */
export const SEED: Scenario = (LIBRARY[0] as BuiltIn).scenario;
