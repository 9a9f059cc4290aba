import type { Mark, Run } from '../../trace/index.ts';

type Step = NonNullable<Run['frames'][number]['step']>;

type Drawn = Exclude<Mark, 'lock' | 'other'>;

/** One row of the timeline: what its marks mean, and from where to where in it each goes. */
export interface TimelineRow {
  readonly name: string;
  readonly says: string;
  readonly marks: Partial<Record<Drawn, readonly [from: number, to: number]>>;
}

/** Units that a row is high. */
export const ROW = 10;

/** The rows from the top. A step that locks, or stores what counts nothing, has no mark. */
export const ROWS: readonly TimelineRow[] = [
  {
    name: 'operations',
    says: 'Each bar is an operation; its length is its number of steps.',
    marks: {},
  },
  {
    name: 'memory',
    says: 'Above the middle memory is allocated, below it memory is freed.',
    marks: { create: [0.5, 5], destroy: [5, 9.5] },
  },
  {
    name: 'references',
    says: 'Above the middle a reference is taken, below it one is put. A dotted mark is a reference that this design does not take.',
    marks: { get: [0.5, 5], put: [5, 9.5], uncounted: [1, 9] },
  },
  {
    name: 'events',
    says: 'A short line is a refusal, a dashed one the beginning of a pass of the release, a red one a warning or a wait.',
    marks: { sweep: [0, ROW], refuse: [2.5, 7.5], warn: [0, ROW] },
  },
];

/** The row that there is beside a second design. */
export const DIFFERENCES: TimelineRow = {
  name: 'differences',
  says: 'A line after each operation after which the designs differ.',
  marks: {},
};

/** All marks of one kind as one path, in units of steps across and of a row down. */
export interface MarkPath {
  readonly mark: Drawn | 'op' | 'even' | 'odd';
  readonly d: string;
}

const placeOf = (mark: Mark) => {
  for (const [i, { marks }] of ROWS.entries()) {
    const span = mark in marks && marks[mark as Drawn];
    if (span) return { mark: mark as Drawn, from: i * ROW + span[0], to: i * ROW + span[1] };
  }
  return null;
};

/** What the timeline draws of a run in that many rows. */
export function marksOf(run: Run, markOf: (step: Step) => Mark, rows: number): readonly MarkPath[] {
  const paths = new Map<MarkPath['mark'], string[]>();
  const put = (mark: MarkPath['mark'], d: string) => {
    const list = paths.get(mark) ?? [];
    list.push(d);
    paths.set(mark, list);
  };
  for (const [i, { first, last }] of run.ops.entries()) {
    put(i % 2 ? 'odd' : 'even', `M${first} ${ROW / 2}H${last}`);
    put('op', `M${first} ${ROW}V${rows * ROW}`);
  }
  run.frames.forEach(({ step }, frame) => {
    const place = step && placeOf(markOf(step));
    if (place) put(place.mark, `M${frame} ${place.from}V${place.to}`);
  });
  return [...paths].map(([mark, list]) => ({ mark, d: list.join('') }));
}
