import type { CountName, Effect, Step } from '../machine/index.ts';

/** What can happen in a step, by the name of the kernel's function or of the effect. */
export const EVENTS = [
  'inc',
  'inc_not_zero',
  'dec',
  'dec_and_test',
  'dec_if_one',
  'set',
  'uncounted',
  'handover',
  'alloc',
  'free',
  'slot',
  'lock',
  'unlock',
  'blocked',
  'sleep',
  'wake',
  'call',
  'refuse',
  'pass',
  'log',
  'oops',
] as const;

/** The name of an event. */
export type EventName = (typeof EVENTS)[number];

/** The counts that `inc(users)` and its like can name. */
export const COUNTS: readonly CountName[] = ['users', 'wait', 'count', 'num_accesses', 'num_locks'];

/** What stands in the brackets of an event: a count, a lock, or nothing. */
export function subjectOf(event: EventName): 'count' | 'lock' | undefined {
  if (event === 'lock' || event === 'unlock' || event === 'blocked') return 'lock';
  const first = EVENTS.indexOf('alloc');
  return EVENTS.indexOf(event) < first ? 'count' : undefined;
}

/** A place in the course of a thread: the step in which a kernel function does something, for the nth time. */
export interface Moment {
  /** The innermost kernel function. */
  readonly in: string;
  /** Any step of the function if it is left out. */
  readonly event?: EventName;
  /** The count or the lock; any if it is left out. */
  readonly of?: string;
  /** Which time it is since the thread began or went on; the first if it is left out. */
  readonly nth?: number;
}

function eventOf(effect: Effect): Pick<Moment, 'event' | 'of'> & { readonly event: EventName } {
  if (effect.do === 'count') return { event: effect.op, of: effect.count };
  if (effect.do === 'uncounted' || effect.do === 'handover') return { event: effect.do, of: effect.count };
  // A moment is one word.
  if ('lock' in effect) return { event: effect.do, of: effect.lock.replaceAll(' ', '_') };
  return { event: effect.do };
}

/** Whether a step is one of those that a moment counts. */
export function isOf({ stack, effect }: Step, { in: name, event, of }: Moment): boolean {
  const found = eventOf(effect);
  return (
    stack.at(-1) === name &&
    (event === undefined || event === found.event) &&
    (of === undefined || of === found.of)
  );
}

/** The moment of the last of some steps of a thread. Undefined if that is in no kernel function. */
export function momentOf(steps: readonly Step[]): Moment | undefined {
  const last = steps.at(-1);
  const name = last?.stack.at(-1);
  if (!last || name === undefined) return undefined;
  const moment: Moment = { in: name, ...eventOf(last.effect) };
  const nth = steps.filter((step) => isOf(step, moment)).length;
  return nth > 1 ? { ...moment, nth } : moment;
}

/** As the text form has it: `iommufd_object_remove:unlock(xa_lock) x2`. */
export function formatMoment({ in: name, event, of, nth }: Moment): string {
  const what = event === undefined ? '' : `:${event}${of === undefined ? '' : `(${of})`}`;
  return name + what + (nth === undefined ? '' : ` x${nth}`);
}
