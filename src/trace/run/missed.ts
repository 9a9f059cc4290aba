import type { Run } from './frame.ts';
import { MISSED } from './preemption.ts';

/** The sentence that says, of an operation that lets a thread go on, that the thread never came to its moment. */
export function missedIn({ ops, frames }: Run, operation: number): string | undefined {
  const { first, last } = ops[operation] as Run['ops'][number];
  for (const { step } of frames.slice(first + 1, last + 1))
    if (step?.stack.length === 0 && step.effect.do === 'call' && step.effect.what.includes(MISSED))
      return `the thread ${step.effect.what}`;
  return undefined;
}
