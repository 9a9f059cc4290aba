import type { Mark, Run } from '../../trace/index.ts';

type Step = NonNullable<Run['frames'][number]['step']>;

/** All marks of one kind as one path, in units of steps across and 40 down. */
export interface MarkPath {
  readonly mark: Mark | 'op';
  readonly d: string;
}

/** From where to where each mark goes: gets grow up from the middle, puts down. What is not here has no mark. */
const SPAN: Partial<Record<Mark | 'op', readonly [number, number]>> = {
  op: [0, 40],
  get: [10, 20],
  put: [20, 30],
  create: [6, 20],
  destroy: [20, 36],
  sweep: [2, 38],
  refuse: [17, 23],
  uncounted: [12, 28],
  warn: [0, 40],
};

/** What the timeline draws of a run. */
export function marksOf(run: Run, markOf: (step: Step) => Mark): readonly MarkPath[] {
  const paths = new Map<Mark | 'op', string[]>();
  const put = (mark: Mark | 'op', x: number) => {
    const span = SPAN[mark];
    if (!span) return;
    const list = paths.get(mark) ?? [];
    list.push(`M${x} ${span[0]}V${span[1]}`);
    paths.set(mark, list);
  };
  for (const { first } of run.ops) put('op', first);
  run.frames.forEach(({ step }, frame) => {
    if (step) put(markOf(step), frame);
  });
  return [...paths].map(([mark, list]) => ({ mark, d: list.join('') }));
}
