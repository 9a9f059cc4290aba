import { roleOf } from '../../iommufd/index.ts';
import type { Address, Task } from '../../machine/index.ts';
import { formatOp } from '../../scenario/index.ts';
import { pictureAt } from '../../scene/index.ts';
import { COUNT_WORDS, type Frame, formatCount, nameOf, narrate } from '../../trace/index.ts';
import type { Look } from '../picture/look.ts';
import type { Moment } from '../picture/moment.ts';
import { footOf } from './foot.ts';
import { callerOf } from './graph_text.ts';
import { paragraph, WIDTH } from './plain.ts';
import { toldOf } from './told.ts';

/** The number of a step, before the columns. */
const GUTTER = 7;

/** Threads beyond these share the last column. */
const MOST_COLUMNS = 5;

/** A line of a column: a function that is entered, or what a step does in it. */
interface Row {
  readonly column: number;
  readonly depth: number;
  readonly says: string;
  /** Of a step. */
  readonly number?: number;
}

/** What a step does: a count in numbers, everything else in the words of the narration. */
function doneIn({ run }: Moment, at: number): readonly string[] {
  const { step, state } = run.frames[at] as Frame;
  if (!step) return [];
  const { effect, touched } = step;
  const freed = touched.map(({ of }) => `touches ${nameOf(state, of)}, which is freed`);
  return [...new Set([...freed, effect.do === 'count' ? countText(state, effect) : narrate(run, at).text])];
}

function countText(
  state: Frame['state'],
  effect: NonNullable<Frame['step']>['effect'] & { do: 'count' },
): string {
  const name = nameOf(state, effect.of);
  const word = COUNT_WORDS[effect.count];
  const who = name === 'context file' ? word : `${name}: ${word}`;
  const [from, to] = [formatCount(effect.from), formatCount(effect.to)];
  if (effect.op === 'dec_if_one' && !effect.ok) return `${who} is ${from}, not 1`;
  return from === to ? `${who} stays ${from}` : `${who} ${from} -> ${to}`;
}

/** The rows of some steps of one operation: the functions on the way to each, where they were not yet entered. */
function rowsOf(
  moment: Moment,
  frames: readonly number[],
  columnOf: (task: Address) => number,
  stacks: Map<string, readonly string[]>,
): readonly Row[] {
  return frames.flatMap((at): readonly Row[] => {
    const { step, state, op } = moment.run.frames[at] as Frame;
    if (!step) return [];
    const { task, stack } = step;
    const column = columnOf(task);
    // A second thread stays in its system call from one operation to the next; the process makes a new one in each.
    const call = (state[task] as Task).name === 'thread' ? `${task}` : `${task} ${op}`;
    const before = stacks.get(call) ?? [];
    const shared = stack.findIndex((fn, depth) => before[depth] !== fn);
    stacks.set(call, stack);
    const entered = shared < 0 ? [] : stack.slice(shared);
    const done = doneIn(moment, at);
    return [
      ...entered.map((fn, i) => ({ column, depth: shared + i, says: `${fn}()` })),
      ...done.map((says, i) => ({ column, depth: stack.length, says, ...(i === 0 && { number: at }) })),
    ];
  });
}

/** Of a cycle that pins itself: who would put each reference, were it the turn of that. */
function pinned(moment: Moment, column: number): readonly Row[] {
  const { run, ledgers, frame, scene } = moment;
  const name = callerOf(moment);
  const ends = new Map(scene.edges.map((edge) => [edge.id, edge]));
  const cycle = pictureAt(scene, run, ledgers, frame).cycles.find((one) => one.pinned);
  const told = (cycle?.edges ?? []).flatMap((id): readonly Row[] => {
    const edge = ends.get(id);
    if (!edge) return [];
    const put = roleOf(edge.role).put.split(' or ')[0]?.split(', ').at(-1);
    return [
      { column, depth: 0, says: `${name(edge.from)} is to put ${name(edge.to)} in` },
      { column, depth: 2, says: `${put}()` },
    ];
  });
  const first = ends.get(cycle?.edges[0] ?? '')?.from;
  return first === undefined
    ? []
    : [...told, { column, depth: 0, says: `... which ${name(first)} is waiting for` }];
}

/** The lines of a table: each row in its column, and as far beyond that as it is long. */
function table(heads: readonly string[], rows: readonly (Row | string)[]): readonly string[] {
  const inRows = rows.filter((row) => typeof row !== 'string');
  const longest = (says: string) => Math.max(...says.split(' ').map((word) => word.length));
  const widest = Math.max(24, ...inRows.map(({ says }) => longest(says)));
  const room = WIDTH - GUTTER;
  const apart = Math.min(
    Math.floor(room / heads.length),
    Math.floor((room - widest) / Math.max(heads.length - 1, 1)),
  );
  const across = (texts: readonly string[]) =>
    `${' '.repeat(GUTTER)}${texts.map((text) => text.padEnd(apart)).join('')}`.trimEnd();
  return [
    across(heads),
    across(heads.map((head) => '-'.repeat(head.length))),
    ...rows.flatMap((row) => {
      if (typeof row === 'string') return paragraph(row, 3, ' ');
      const left = GUTTER + row.column * apart;
      const indent = left + Math.min(row.depth, Math.max(WIDTH - left - widest, 0));
      const number = row.number === undefined ? '' : String(row.number);
      return paragraph(row.says, indent, number.padStart(GUTTER - 2).padEnd(indent));
    }),
  ];
}

/**
 * How it comes about, in the way of lockdep: a column for each thread that takes a turn, a row for each function that
 * is entered, each count that moves and each lock around that, in the order of time from the cause on. An operation in
 * which nothing of that happens is one line.
 */
export function columnsTextOf(moment: Moment, look: Pick<Look, 'link'>): string {
  const { run, verdict, scenario, design } = moment;
  const { name, frame } = verdict.headline;
  const { begin, frames } = toldOf(moment);
  const tasks = [...new Set(frames.flatMap((at) => run.frames[at]?.step?.task ?? []))];
  const columnOf = (task: Address) => Math.min(tasks.indexOf(task), MOST_COLUMNS - 1);
  const waits = tasks.length === 1 ? pinned({ ...moment, frame }, 1) : [];
  const threads = tasks.slice(0, MOST_COLUMNS).map((_, i) => `CPU${i}`);
  const heads = [...threads, ...(waits.length > 0 ? ['what would release it'] : [])];
  const stacks = new Map<string, readonly string[]>();
  const end = run.frames[frame]?.op ?? begin;
  const rows = run.ops.slice(begin, end + 1).flatMap(({ op, implicit }, i) => [
    `[${begin + i + 1}] ${formatOp(op)}${implicit ? ' (end of the process)' : ''}`,
    ...rowsOf(
      moment,
      frames.filter((at) => run.frames[at]?.op === begin + i),
      columnOf,
      stacks,
    ),
  ]);
  const before = scenario.ops.slice(0, begin).flatMap((op) => paragraph(formatOp(op), 6, '  '));
  return [
    ...paragraph(`Possible scenario, in ${design}:`),
    '',
    ...(before.length > 0 ? ['after', ...before, ''] : []),
    ...table(heads, [...rows, ...waits]),
    '',
    ` *** ${name} at step ${frame} of ${run.frames.length - 1} ***`,
    '',
    ...footOf(moment, look),
  ].join('\n');
}
