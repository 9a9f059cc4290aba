/** The rules by which counts change, as conditions on the count and what is done to it. */
import { SATURATED } from '../machine/index.ts';

export interface Turn {
  /** For which counts; null for all. */
  readonly when: { readonly is: '==' | '!=' | '>' | '<'; readonly number: number } | null;
  readonly does: { readonly by: number } | { readonly to: number } | null;
  /** One of these counts, which stands for all of them: the rule shows the same of each. */
  readonly example: number;
}

const is = (number: number) => ({ is: '==', number }) as const;
const above = (number: number) => ({ is: '>', number }) as const;
const below = (number: number) => ({ is: '<', number }) as const;
const saturate = { to: SATURATED };

/** By the name of the rule. Each count is in one turn of a rule. */
const ARITHMETIC: Readonly<Record<string, readonly Turn[]>> = {
  inc: [
    { when: above(0), does: { by: 1 }, example: 1 },
    { when: is(0), does: saturate, example: 0 },
    { when: below(0), does: saturate, example: -1 },
  ],
  inc_not_zero: [
    { when: above(0), does: { by: 1 }, example: 1 },
    { when: is(0), does: null, example: 0 },
    { when: below(0), does: saturate, example: -1 },
  ],
  dec: [
    { when: above(1), does: { by: -1 }, example: 2 },
    { when: below(2), does: saturate, example: 1 },
  ],
  dec_and_test: [
    { when: above(1), does: { by: -1 }, example: 2 },
    { when: is(1), does: { to: 0 }, example: 1 },
    { when: below(1), does: saturate, example: 0 },
  ],
  dec_if_one: [
    { when: is(1), does: { to: 0 }, example: 1 },
    { when: { is: '!=', number: 1 }, does: null, example: 2 },
  ],
  'in use': [
    { when: above(0), does: null, example: 1 },
    { when: below(1), does: null, example: 0 },
  ],
  get: [
    { when: above(0), does: { by: 1 }, example: 1 },
    { when: below(1), does: null, example: 0 },
  ],
  put: [
    { when: above(1), does: { by: -1 }, example: 2 },
    { when: is(1), does: { to: 0 }, example: 1 },
    { when: below(1), does: null, example: 0 },
  ],
  'add 1': [{ when: null, does: { by: 1 }, example: 0 }],
  'add -1': [{ when: null, does: { by: -1 }, example: 0 }],
};

export const isArithmetic = (rule: string) => Object.hasOwn(ARITHMETIC, rule);

/** The turns of a rule; none for a rule that is no arithmetic. */
export const turnsOf = (rule: string): readonly Turn[] => (isArithmetic(rule) && ARITHMETIC[rule]) || [];
