import { formatText } from './format.ts';
import { LIMITS, type Scenario } from './scenario.ts';

/** The longest that a cursor is in text: a scenario fits wherever in it one looks. */
const ANYWHERE = { op: 999, step: 999_999 };

/** Which limit a scenario exceeds, as a sentence; undefined if it exceeds none. One that does not has a link that can be read. */
export function exceeds(scenario: Scenario): string | undefined {
  const { length } = scenario.ops;
  if (length > LIMITS.ops)
    return `A scenario has at most ${LIMITS.ops} operations; this one would have ${length}.`;
  const text = formatText({ ...scenario, cursor: ANYWHERE }).length;
  if (text > LIMITS.text)
    return `A scenario has at most ${LIMITS.text} characters as text; this one would have ${text}.`;
  return undefined;
}
