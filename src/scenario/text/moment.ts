import { COUNTS, isKernelFunction, type Moment, subjectOf } from '../../iommufd/index.ts';

/** Stands before a moment: `bg until MOMENT OP`, `resume until MOMENT`. */
export const UNTIL = 'until';

/** The last time that a moment can count to. */
export const MAX_NTH = 999;

/** Characters of the longest name of a function or a lock. */
export const MAX_NAME = 64;

/** The name of a function, with the suffix that a compiler gives a copy: `__mutex_lock.constprop.0`. */
export const FUNCTION = /^[A-Za-z_][\w.]*$/;

/** The name of a lock as a word: `pages->mutex`. */
export const LOCK = /^[A-Za-z_](?:\w|->)*$/;

/** Whether the parts of a moment can be one. */
export function isMoment({ in: name, event, of = '', nth = 1 }: Moment): boolean {
  const subject = event && subjectOf(event);
  const fits =
    of === '' ||
    (subject === 'lock' ? LOCK.test(of) : subject === 'count' && COUNTS.some((one) => one === of));
  return isKernelFunction(name) && of.length <= MAX_NAME && fits && nth >= 1 && nth <= MAX_NTH;
}
