import { SATURATED, type Step } from '../../machine/index.ts';
import type { Run, VerdictName } from '../../trace/index.ts';
import { causeOf, cellsOf } from './cause.ts';
import type { Judged } from './judged.ts';

/** Beyond so many, those that decide nothing are only counted. */
const MOST_STEPS = 48;

/** Faults that one step shows. The others are about what is left. */
const OF_A_STEP: ReadonlySet<VerdictName> = new Set(['UAF', 'BAD PUT', 'HANG', 'WARN']);

/** The steps of a run that its verdict follows from. */
export interface Told {
  /** Operation that they begin in. */
  readonly begin: number;
  /** In the order of time. The last one decides. */
  readonly frames: readonly number[];
}

/** The steps that the headline follows from: from its cause on, what moves the counts that it is about. */
export function toldOf(judged: Judged): Told {
  const { run, verdict } = judged;
  const cause = causeOf(judged);
  const decided = verdict.headline.frame;
  const thread = run.ops.find(({ op }) => op.background);
  const starts = [...cause.since, ...(thread ? [thread.first + 1] : [])].filter((at) => at <= decided);
  const from = starts.length > 0 ? beginOf(run, Math.min(...starts)) : 1;
  const refused = thread ? refusals(judged) : [];
  const met = [...refused.flatMap(({ of }) => of), ...metBefore(judged)];
  const isConcerned = concerns(new Set([...cause.cells, ...met]));
  const since = new Set([...cause.since, ...refused.map(({ frame }) => frame)]);
  const counted = between(from, decided).filter((at) => {
    const step = run.frames[at]?.step;
    return at === decided || since.has(at) || (step && isConcerned(step));
  });
  const frames = shortened(withLocks(run, from, counted, decided), (at) => {
    const step = run.frames[at]?.step;
    return at === decided || since.has(at) || (step ? decides(step) : false);
  });
  return { begin: run.frames[frames[0] ?? 0]?.op ?? 0, frames };
}

/** Where the function began that made a step: it may have moved another count first. */
function beginOf({ frames }: Run, at: number): number {
  const stackAt = (frame: number) => frames[frame]?.step?.stack.join();
  let begin = at;
  while (begin > 1 && stackAt(begin - 1) === stackAt(at) && frames[begin - 1]?.op === frames[at]?.op) begin--;
  return begin;
}

const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Where operations were refused: with threads, that is what they come to. With the cell whose count was in the way. */
function refusals({ run, verdict }: Judged): readonly { frame: number; of: readonly number[] }[] {
  return verdict.findings
    .filter(({ name }) => name === 'REFUSED')
    .map(({ frame }) => {
      const effect = run.frames[frame]?.step?.effect;
      return { frame, of: effect?.do === 'count' ? [effect.of] : [] };
    });
}

/** The cells of the faults that come before the one which decides: they may be what leads to it. */
function metBefore({ run, verdict: { findings, headline } }: Judged): readonly number[] {
  return findings
    .filter(({ name, frame }) => OF_A_STEP.has(name) && frame < headline.frame)
    .flatMap(({ frame }) => [...cellsOf(run, frame)]);
}

/** Whether a step is about one of some cells, or is one that nobody should miss. */
function concerns(cells: ReadonlySet<number>): (step: Step) => boolean {
  return ({ effect, touched }) => {
    if (touched.some(({ of }) => cells.has(of))) return true;
    switch (effect.do) {
      case 'uncounted':
        return cells.has(effect.of) || cells.has(effect.ref.by);
      case 'count':
      case 'handover':
      case 'free':
      case 'sleep':
      case 'wake':
        return cells.has(effect.of);
      case 'slot':
        return cells.has(effect.from) || cells.has(effect.to);
      case 'log':
      case 'oops':
      case 'blocked':
        return true;
      default:
        return false;
    }
  };
}

/** Whether a count comes to its end in a step, or is no count any more, or is not what it should be. */
function decides({ effect, touched }: Step): boolean {
  if (touched.length > 0 || effect.do === 'free' || effect.do === 'log' || effect.do === 'oops') return true;
  if (effect.do !== 'count') return false;
  return [effect.from, effect.to].some((value) => value === 0 || value === SATURATED) || !effect.ok;
}

/** A lock that a task has. */
interface Held {
  readonly at: number;
  readonly task: number;
  readonly lock: string;
  readonly of: number;
  /** Something that is told happens under it. */
  covers: boolean;
}

/** With each lock under which one of the steps was made, and with the one that somebody waits for. */
function withLocks(
  { frames }: Run,
  from: number,
  told: readonly number[],
  decided: number,
): readonly number[] {
  const all = new Set(told);
  const isTold = new Set(told);
  const held = new Set<Held>();
  for (const at of between(from, decided)) {
    const step = frames[at]?.step;
    if (!step) continue;
    const { task, effect } = step;
    const isSame = (one: Held) => 'lock' in effect && one.lock === effect.lock && one.of === effect.of;
    if (effect.do === 'lock') held.add({ at, task, lock: effect.lock, of: effect.of, covers: false });
    for (const one of held) {
      if (isTold.has(at) && (one.task === task || (effect.do === 'blocked' && isSame(one))))
        one.covers = true;
      if (effect.do !== 'unlock' || one.task !== task || !isSame(one)) continue;
      held.delete(one);
      if (one.covers) all.add(one.at).add(at);
    }
  }
  for (const { at, covers } of held) if (covers) all.add(at);
  return [...all].sort((a, b) => a - b);
}

/** The last so many, and before them those alone that decide something. */
function shortened(frames: readonly number[], isDecisive: (at: number) => boolean): readonly number[] {
  const more = frames.length - MOST_STEPS;
  return frames.filter((at, i) => i >= more || isDecisive(at));
}
