import { formatMoment, OP_NAMES, type Op, opSpec } from '../iommufd/index.ts';
import { readMoment, UNTIL } from './moment.ts';
import { type Problems, quote } from './problem.ts';
import type { Token } from './token.ts';

/** Puts an operation into a second thread. */
const BACKGROUND = 'bg';

/** The kernel's two fault injectors: the n-th allocation of an operation fails, or the copy of its answer does. */
const FAILSLAB = 'failslab';
const FAIL_USERCOPY = 'fail_usercopy';

/** The last allocation that can be asked to fail. */
const MAX_FAILSLAB = 99;

/** Operations that tell user space an ID before they are done, so that the copy can fail. */
export const ANSWERING = OP_NAMES.filter((name) => opSpec(name).answers);

/** The last micro-step after which a thread can be preempted. */
export const MAX_PREEMPTED = 999;

/** What can be wrong with a failure and the operation it stands before; undefined if nothing is. */
export function unfit({ name, fails }: Pick<Op, 'name' | 'fails'>): string | undefined {
  if (fails === 'usercopy')
    return ANSWERING.includes(name) ? undefined : `${name} has no answer whose copy could fail`;
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
export type Prefix = Pick<Op, 'background' | 'preempted' | 'fails'>;

/** The prefix in text form, with a blank after it; empty for an operation that is done as usual. */
export function formatPrefix({ background, preempted, fails }: Prefix): string {
  const failure =
    fails === undefined ? '' : fails === 'usercopy' ? `${FAIL_USERCOPY} ` : `${FAILSLAB} ${fails} `;
  const until = typeof preempted === 'object' ? `${UNTIL} ${formatMoment(preempted)}` : preempted;
  const thread = until === undefined ? `${BACKGROUND} ` : `${BACKGROUND} ${until} `;
  return (background ? thread : '') + failure;
}

export interface Prefixed {
  readonly prefix: Prefix;
  /** The operation itself, head first; empty if the line ends before it. */
  readonly words: readonly Token[];
}

function numberOf(word: Token | undefined, most: number): number | undefined {
  const value = /^\d{1,9}$/.test(word?.text ?? '') ? Number(word?.text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

/** Reads the prefix of a line, in the order bg, failslab or fail_usercopy. Undefined if a number or a moment in it is wrong. */
export function readPrefix(line: readonly Token[], problems: Problems): Prefixed | undefined {
  let words = line;
  let prefix: Prefix = {};
  if (words[0]?.text === BACKGROUND) {
    prefix = { background: true };
    words = words.slice(1);
    const [after] = words;
    if (after?.text === UNTIL) {
      const found = readMoment(after, words.slice(1), problems);
      if (!found) return undefined;
      prefix = { background: true, preempted: found.moment };
      words = found.words;
    } else if (after && /^\d/.test(after.text)) {
      const preempted = numberOf(after, MAX_PREEMPTED);
      if (preempted === undefined) {
        problems.add(
          after,
          `${quote(after.text)} is no number of steps`,
          `1 to ${MAX_PREEMPTED}: steps until the thread is preempted`,
        );
        return undefined;
      }
      prefix = { background: true, preempted };
      words = words.slice(1);
    }
  }
  const [injector, nth] = words;
  if (injector?.text === FAIL_USERCOPY)
    return { prefix: { ...prefix, fails: 'usercopy' }, words: words.slice(1) };
  if (injector?.text !== FAILSLAB) return { prefix, words };
  const fails = numberOf(nth, MAX_FAILSLAB);
  if (fails !== undefined) return { prefix: { ...prefix, fails }, words: words.slice(2) };
  const message = nth ? `${quote(nth.text)} is no allocation` : `no number after ${FAILSLAB}`;
  problems.add(nth ?? injector, message, `1 to ${MAX_FAILSLAB}: which allocation of the operation fails`);
  return undefined;
}
