import { type DesignName, designOf, type Op } from '../iommufd/index.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { type Cut, cutsOf } from './cuts.ts';
import { Exploration } from './explore.ts';
import { startOf } from './start.ts';

/** What can be asked of the explorer: plain data, as everything that is answered. */
export interface Question {
  /** What was done before. */
  readonly ops: readonly Op[];
  readonly designs: readonly DesignName[];
  /** Whether to look, in the first design, for what keeps alive that which leaks. */
  readonly cuts: boolean;
  /** States in which to look at the laws; 0 for none. */
  readonly lawStates: number;
  /** States after which to stop in each design. */
  readonly states: number;
}

export type Answer =
  /** So many states were met in the design that is under way. */
  | { readonly kind: 'progress'; readonly design: DesignName; readonly states: number }
  | {
      readonly kind: 'conclusion';
      readonly design: DesignName;
      readonly conclusion: Conclusion;
      /** Operations before the start: those that were asked about, and what waits for those in the background. */
      readonly ops: readonly Op[];
      readonly milliseconds: number;
      /** States in which the laws were looked at, at most. */
      readonly lawStates: number;
    }
  | { readonly kind: 'cuts'; readonly design: DesignName; readonly cuts: readonly Cut[] }
  | { readonly kind: 'end' };

/** States between two reports of progress. */
const PORTION = 2000;

/** Explores each design, and tells of each what it comes to as soon as it is known. `now` is in milliseconds. */
export function* answer(
  { ops, designs, cuts, lawStates, states }: Question,
  now: () => number,
): Generator<Answer> {
  for (const design of designs) {
    const begun = now();
    const found = new Exploration(startOf(ops, designOf(design)));
    while (!found.isComplete && found.explored < states) {
      found.explore(Math.min(PORTION, states - found.explored));
      if (!found.isComplete) yield { kind: 'progress', design, states: found.states.count };
    }
    const conclusion = conclude(found, lawStates);
    yield {
      kind: 'conclusion',
      design,
      conclusion,
      ops: found.start.ops,
      milliseconds: now() - begun,
      lawStates,
    };
    if (cuts && design === designs[0] && conclusion.leaking > 0n)
      yield { kind: 'cuts', design, cuts: cutsOf(found.start.ops, conclusion.way, designOf(design), states) };
  }
  yield { kind: 'end' };
}
