import { LIMITS, type Scenario } from './scenario.ts';
import { formatText } from './text/format.ts';

/** The longest that a cursor is in text: a scenario fits wherever in it one looks. */
const ANYWHERE = { op: 999, step: 999_999 };

function over(has: number, most: number, what: string): string | undefined {
  return has > most ? `A scenario has at most ${most} ${what}; this one would have ${has}.` : undefined;
}

/** That a text is longer than one may be, as a sentence; undefined if it is not. */
export function tooLong({ length }: string): string | undefined {
  return over(length, LIMITS.text, 'characters as text');
}

/** Which limit a scenario exceeds, as a sentence; undefined if it exceeds none. One that does not has a link that can be read. */
export function exceeds(scenario: Scenario): string | undefined {
  return (
    over(scenario.ops.length, LIMITS.ops, 'operations') ??
    tooLong(formatText({ ...scenario, cursor: ANYWHERE }))
  );
}
