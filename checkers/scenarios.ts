import { type DesignName, MAIN_DESIGNS, type Op } from '../src/iommufd/index.ts';
import { type BuiltInId, LIBRARY, parseText } from '../src/scenario/index.ts';

/** Of the library, those that differ in what is left to do. */
const BUILT_IN: readonly BuiltInId[] = [
  'cycle',
  'vfio',
  'dup',
  'external-access',
  'two-queues',
  'auto-domain',
  'nested',
  'vdevice',
  'pasid',
  'driver',
  'ownership',
  'event-files',
  'mmap',
  'fork',
  'exit',
  'two-contexts',
  'queue-race',
  'timeout',
  'forgotten-put',
  'late-count',
  'destroy-counts',
];

/** Of the library, bugs in the designs that have them: each property fails in one of them. */
const BUGS: readonly BuiltInId[] = [
  'ops-abrupt',
  'external-without-ops',
  'stored-ictx-abrupt',
  'macro',
  'forgotten-put',
  'abort-lock',
  'late-count',
  'ten-seconds',
];

const QUEUE = [
  'open > c',
  'ioas_alloc c > io',
  'mock_domain c pt=io > sd dev hw',
  'hwpt_alloc c dev=dev pt=io nest_parent=1 > hp',
  'ioas_map c ioas=io',
  'viommu_alloc c dev=dev hwpt=hp > vi',
  'hw_queue_alloc c viommu=vi > q0',
];

const times = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i));

/** Made to have more states, and other ways to the same end. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  '8 address spaces': ['open > c', ...times(8, (i) => `ioas_alloc c > io${i}`)],
  '12 address spaces': ['open > c', ...times(12, (i) => `ioas_alloc c > io${i}`)],
  'a queue beside 4 address spaces': [...QUEUE, ...times(4, (i) => `ioas_alloc c > more${i}`)],
  'a queue under 4 descriptors': [...QUEUE, ...times(3, (i) => `dup c > d${i}`)],
  'a queue beside 2 address spaces, inherited': [
    ...QUEUE,
    ...times(2, (i) => `ioas_alloc c > more${i}`),
    'dup c > d',
    'fork > p',
  ],
  'a queue that is mapped and inherited': [...QUEUE, 'mmap c viommu=vi > m', 'fork > p', 'dup c > d'],
};

/** What comes last brings things down: that is left to be tried. */
const LAST: readonly string[] = ['close', 'exit', 'kill', 'sigkill_self'];

function before(ops: readonly Op[]): readonly Op[] {
  return LAST.includes(ops.at(-1)?.name ?? '') ? before(ops.slice(0, -1)) : ops;
}

/** A scenario as far as there is everything to be done, in a design. */
export type Case = readonly [design: DesignName, name: string, ops: readonly Op[]];

const library = (ids: readonly BuiltInId[]) => LIBRARY.filter(({ id }) => ids.includes(id));

const scenarios = [
  ...library(BUILT_IN).map(({ id, scenario }) => [id, before(scenario.ops)] as const),
  ...Object.entries(MADE).map(([name, lines]) => [name, parseText(lines.join('\n')).scenario.ops] as const),
];

export const CASES: readonly Case[] = [
  ...MAIN_DESIGNS.flatMap((design) => scenarios.map(([name, ops]): Case => [design, name, ops])),
  ...library(BUGS).map(({ id, scenario: { design, ops } }): Case => [design, id, before(ops)]),
];
