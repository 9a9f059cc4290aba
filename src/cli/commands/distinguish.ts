import { counted, Distinguishing } from '../../explorer/index.ts';
import { type DesignName, designOf, type Op, titleOf } from '../../iommufd/index.ts';
import { formatText } from '../../scenario/index.ts';
import { type Bound, MOST } from '../output/bound.ts';
import { STATUS, type Status } from '../output/status.ts';

/** Pairs of states after which each round of a search stops, and says so. */
const MOST_STATES = 50_000;

/** Objects at a time, beside those of the beginning. */
const OBJECTS = 9;

/** Mapped ranges of IOVA at a time. */
const RANGES = 2;

export type Two = readonly [DesignName, DesignName];

/** What a search found, and the exit status that says so. */
interface Distinguished {
  readonly text: string;
  readonly json: object;
  readonly status: Status;
}

/** The shortest sequences of so many operations at most, after a beginning, that show differences of two designs. */
export function distinguish(
  name: string,
  designs: Two,
  before: readonly Op[],
  depth: number,
  bound: Bound,
  most = MOST_STATES,
): Distinguished {
  const bounds = { depth, objects: OBJECTS, ranges: RANGES, bytes: MOST.bytes, states: most };
  const found = new Distinguishing([designOf(designs[0]), designOf(designs[1])], bounds, before);
  const work = {
    get explored() {
      return found.explored;
    },
    get isComplete() {
      return found.isDone;
    },
    // It has its own bounds, round by round, and goes on after one that is met.
    bound: null,
    explore: (count: number) => found.explore(count),
  };
  const stopped = bound.work(work, MOST, designs.map(titleOf).join(' and '));
  const { differences, states, transitions, isComplete, reach } = found;
  const { objects, ranges, kinds } = reach;
  const [one, other] = designs.map(titleOf);
  const from =
    before.length > 0
      ? `after the first ${counted(before.length, 'operation')} of ${name}`
      : 'from an empty context';
  const more = before.length > 0 ? ' more' : '';
  const text = [
    `${one} and ${other}, ${from}: up to ${counted(depth, 'operation')}${more}, ${counted(objects, 'object')} and ${counted(RANGES, 'mapped range')} at a time`,
    `  tried ${counted(transitions, 'operation')} from ${counted(states, 'pair')} of states: ${kinds.join(', ')}, exit`,
    ...(isComplete
      ? []
      : [
          `  ${stopped ?? `stopped at ${found.bound}`}: there may be more differences, and shorter sequences`,
        ]),
    '  found by search: emulated only',
    ...differences.map(({ by, says }) => `  ${by}: ${says[0]} in ${one}; ${says[1]} in ${other}`),
    ...(differences.length === 0 ? [`  no difference ${isComplete ? 'within these bounds' : 'so far'}`] : []),
    ...differences.flatMap(({ by, ops }) => {
      const cursor = { op: ops.length, step: 0 };
      return ['', formatText({ title: by, design: designs[0], beside: [designs[1]], ops, cursor }).trimEnd()];
    }),
  ];
  return {
    text: text.join('\n'),
    json: {
      ...(name && { scenario: name }),
      designs,
      before: before.length,
      depth,
      objects,
      ranges,
      kinds,
      states,
      transitions,
      isComplete,
      apart: differences,
    },
    status: differences.length > 0 ? STATUS.fails : isComplete ? STATUS.holds : STATUS.bound,
  };
}
