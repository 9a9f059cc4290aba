import { roleOf } from '../../iommufd/index.ts';
import { formatOp } from '../../scenario/index.ts';
import { pictureAt } from '../../scene/index.ts';
import type { Frame } from '../../trace/index.ts';
import type { Moment } from '../picture/moment.ts';
import { callerOf } from './graph_text.ts';
import { ascii, paragraph, WIDTH } from './plain.ts';

/** The last so many rows are told; those before them are counted. */
const MOST_ROWS = 48;

/** Threads beyond these have no room. */
const MOST_COLUMNS = 3;

/** Between two columns. */
const GAP = 2;

/** A function that begins in a thread, or a system call. */
interface Row {
  readonly column: number;
  readonly depth: number;
  readonly says: string;
}

/** Every function that is entered in some frames, by thread, and every file count that changes. */
function entered(frames: readonly Frame[], columns: readonly number[]): readonly Row[] {
  const stacks = new Map<number, readonly string[]>();
  const rows: Row[] = [];
  for (const { step } of frames) {
    const column = step ? columns.indexOf(step.task) : -1;
    if (!step || column < 0) continue;
    const { stack, effect, task } = step;
    const before = stacks.get(task) ?? [];
    const shared = stack.findIndex((fn, depth) => before[depth] !== fn);
    stacks.set(task, stack);
    for (const [i, fn] of shared < 0 ? [] : stack.slice(shared).entries())
      rows.push({ column, depth: shared + i, says: shared + i === 0 ? fn : `${fn}()` });
    if (effect.do === 'count' && effect.count === 'count')
      rows.push({ column, depth: stack.length, says: `file count ${effect.from} -> ${effect.to}` });
  }
  return rows;
}

/** Of a cycle that pins itself: who would put each reference, were it the turn of that. */
function pinned(moment: Moment): readonly string[] {
  const { run, ledgers, frame } = moment;
  const name = callerOf(moment);
  const ends = new Map(moment.scene.edges.map((edge) => [edge.id, edge]));
  const cycle = pictureAt(moment.scene, run, ledgers, frame).cycles.find((one) => one.pinned);
  const told = (cycle?.edges ?? []).flatMap((id) => {
    const edge = ends.get(id);
    return edge
      ? [
          `${name(edge.from)} is to put ${name(edge.to)} in`,
          `  ${roleOf(edge.role).put.split(' or ')[0]?.split(', ').at(-1)}()`,
        ]
      : [];
  });
  const first = ends.get(cycle?.edges[0] ?? '')?.from;
  return first === undefined ? [] : [...told, `... which ${name(first)} is waiting for`];
}

/**
 * How it comes about, in the way of lockdep: a column for each thread that takes a turn, a row for each function that
 * is entered, in the order of time, and what it comes to. Where there is one thread, from its last operation on.
 */
export function columnsTextOf(moment: Moment): string {
  const { run, verdict, scenario, design } = moment;
  const background = run.ops.findIndex(({ op }) => op.background);
  const decided = run.frames[verdict.headline.frame]?.op ?? run.ops.length - 1;
  const begin = background >= 0 ? background : Math.max(Math.min(decided, run.ops.length - 2), 0);
  const from = run.ops[begin]?.first ?? 0;
  const frames = run.frames.slice(from + 1, verdict.headline.frame + 1);
  const threads = frames.flatMap(({ step }) => (step?.stack.length ? [step.task] : []));
  const columns = [...new Set(threads)].slice(0, MOST_COLUMNS);
  const rows = entered(frames, columns);
  const waits = columns.length === 1 ? pinned({ ...moment, frame: verdict.headline.frame }) : [];
  const heads = [...columns.map((_, i) => `CPU${i}`), ...(waits.length > 0 ? ['what would release it'] : [])];
  const width = Math.floor((WIDTH - 1 - GAP * (heads.length - 1)) / heads.length);
  const line = (text: string, column: number) =>
    ` ${' '.repeat(column * (width + GAP))}${ascii(text).slice(0, width)}`.trimEnd();
  const across = (texts: readonly string[]) =>
    ` ${texts.map((text) => text.padEnd(width + GAP)).join('')}`.trimEnd();
  const { name, because } = verdict.headline;
  const before = scenario.ops.slice(0, begin).flatMap((op) => paragraph(formatOp(op), 6, '  '));
  return [
    ...paragraph(`Possible scenario, in ${design}:`),
    '',
    ...(before.length > 0 ? ['after', ...before, ''] : []),
    across(heads),
    across(heads.map((head) => '-'.repeat(head.length))),
    ...(rows.length > MOST_ROWS ? [line(`... after ${rows.length - MOST_ROWS} more`, 0)] : []),
    ...rows.slice(-MOST_ROWS).map(({ column, depth, says }) => line(' '.repeat(depth) + says, column)),
    ...waits.map((one) => line(one, 1)),
    '',
    ` *** ${name} ***`,
    '',
    ...paragraph(`${because}.`),
    '',
  ].join('\n');
}
