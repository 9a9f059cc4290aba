import type { DesignName, RoleName } from '../iommufd/index.ts';
import type { Address, Effect } from '../machine/index.ts';
import { type Run, refusedAt } from '../trace/index.ts';

/** A step that matters, and why. Without `in`, `does` and `role`: the check that refuses its operation, or its end. */
export interface Stop {
  /** The operation, from 1. */
  readonly op: number;
  /** A kernel function that is on the stack. */
  readonly in?: string;
  readonly does?: Effect['do'];
  /** The reference that moves. */
  readonly role?: RoleName;
  /** Which of the steps that fit, from 1. */
  readonly nth?: number;
  /** The design in which it is shown, where that is not the scenario's. */
  readonly design?: DesignName;
  readonly says: string;
}

function roleOf(effect: Effect): string | undefined {
  if (effect.do === 'handover') return effect.to.role;
  return 'ref' in effect ? effect.ref?.role : undefined;
}

/** The frame of a stop in a run. Undefined if no step fits: the run is of another design, or was edited. */
export function frameOfStop(run: Run, stop: Stop): number | undefined {
  const { frames, ops } = run;
  const found = ops[stop.op - 1];
  if (!found) return undefined;
  const { first, last } = found;
  if (!stop.in && !stop.does && !stop.role) return refusedAt(run, found) ?? last;
  let nth = stop.nth ?? 1;
  for (let frame = first + 1; frame <= last; frame++) {
    const step = frames[frame]?.step;
    if (!step || (stop.in && !step.stack.includes(stop.in))) continue;
    if (stop.does && step.effect.do !== stop.does) continue;
    if (stop.role && roleOf(step.effect) !== stop.role) continue;
    if (--nth === 0) return frame;
  }
  return undefined;
}

/** What a stop is about: the cell that its step changes, and who takes or puts. None for the end of an operation. */
export function focusOf({ frames, ops }: Run, stop: Stop, frame: number): readonly Address[] {
  const effect = frames[frame]?.step?.effect;
  const isEnd = !stop.in && !stop.does && !stop.role && ops[stop.op - 1]?.last === frame;
  if (!effect || isEnd) return [];
  const cells = 'of' in effect ? [effect.of] : [];
  if (effect.do === 'handover') cells.push(effect.from.by, effect.to.by);
  if ('ref' in effect && effect.ref) cells.push(effect.ref.by);
  if (effect.do === 'slot') cells.push(...[effect.from, effect.to].filter((cell) => cell > 0));
  return cells;
}
