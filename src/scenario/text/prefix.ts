import { formatMoment, OP_NAMES, type Op, opSpec } from '../../iommufd/index.ts';
import { UNTIL } from './moment.ts';

/** Switches an operation off: it stays where it is, and is not done. */
export const OFF = 'off';

/** Puts an operation into a second thread. */
export const BACKGROUND = 'bg';

/** The kernel's two fault injectors: the n-th allocation of an operation fails, or the copy of its answer does. */
export const FAILSLAB = 'failslab';
export const FAIL_USERCOPY = 'fail_usercopy';

/** The last allocation that can be asked to fail. */
export const MAX_FAILSLAB = 99;

/** Operations that tell user space an ID before they are done, so that the copy can fail. */
export const ANSWERING = OP_NAMES.filter((name) => opSpec(name).answers);

/** The last micro-step after which a thread can be preempted. */
export const MAX_PREEMPTED = 999;

/** What can be wrong with a failure and the operation it stands before; undefined if nothing is. */
export function unfit({ name, fails }: Pick<Op, 'name' | 'fails'>): string | undefined {
  if (fails === 'usercopy')
    return ANSWERING.includes(name) ? undefined : `${name} copies no result to user space that could fail`;
  return fails === undefined || (fails >= 1 && fails <= MAX_FAILSLAB)
    ? undefined
    : `${FAILSLAB} counts allocations from 1 to ${MAX_FAILSLAB}`;
}

/** What is wrong with a moment and the operation that it stands with; undefined if nothing is. */
export function untimely({ name, operands, background, preempted }: Omit<Op, 'labels'>): string | undefined {
  if (typeof preempted !== 'object') return undefined;
  if (name === 'resume' && background) return 'resume is done by no thread in the background';
  if (name === 'resume')
    return operands.steps === undefined ? undefined : `steps= and ${UNTIL} both say how far it goes on`;
  return background ? undefined : `${name} is in no thread that could be preempted`;
}

/** What stands before an operation: how it is done. */
export type Prefix = Pick<Op, 'off' | 'background' | 'preempted' | 'fails'>;

/** The prefix in text form, with a blank after it; empty for an operation that is done as usual. */
export function formatPrefix({ off, background, preempted, fails }: Prefix): string {
  const failure =
    fails === undefined ? '' : fails === 'usercopy' ? `${FAIL_USERCOPY} ` : `${FAILSLAB} ${fails} `;
  const until = typeof preempted === 'object' ? `${UNTIL} ${formatMoment(preempted)}` : preempted;
  const thread = until === undefined ? `${BACKGROUND} ` : `${BACKGROUND} ${until} `;
  return (off ? `${OFF} ` : '') + (background ? thread : '') + failure;
}
