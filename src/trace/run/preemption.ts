import { formatMoment, isOf, type Op } from '../../iommufd/index.ts';
import type { Step, Thread } from '../../machine/index.ts';

/** Stands in the sentence of a thread that never came to its moment. */
export const MISSED = 'and has not come to';

/** When a thread is preempted: after some micro-steps, right after a moment, or never. */
export class Preemption {
  readonly #until: Op['preempted'];
  #left: number;

  constructor(until?: Op['preempted']) {
    this.#until = until;
    this.#left = typeof until === 'object' ? (until.nth ?? 1) : (until ?? Number.POSITIVE_INFINITY);
  }

  get isDue(): boolean {
    return this.#left <= 0;
  }

  see(step: Step): void {
    if (typeof this.#until !== 'object' || isOf(step, this.#until)) this.#left--;
  }

  /** The step that says of a thread which has stopped that it never came to its moment; undefined if it did. */
  missed({ task, result, killed, waiting }: Thread<unknown>): Step | undefined {
    if (typeof this.#until !== 'object' || this.isDue) return undefined;
    const moment = formatMoment(this.#until);
    const what = result
      ? `returns ${MISSED} ${moment}`
      : killed
        ? `dies ${MISSED} ${moment}`
        : waiting === 'lock'
          ? `waits for a lock ${MISSED} ${moment}`
          : `sleeps ${MISSED} ${moment}`;
    return { task, stack: [], effect: { do: 'call', of: task, what }, touched: [] };
  }
}
