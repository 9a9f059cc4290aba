import type { Scenario } from '../scenario.ts';
import { wholeFragmentsIn } from './clean.ts';
import { decodeLink } from './decode.ts';

/** A link that was found in a text. */
export interface FoundLink {
  readonly fragment: string;
  readonly scenario: Scenario;
}

/**
 * The links that stand in a text, each once, in order. A comment and a hash can begin as a link does: one counts if its
 * check characters fit, all of it can be read, and something is done in it.
 */
export function linksIn(text: string): readonly FoundLink[] {
  const found = new Map<string, FoundLink>();
  for (const fragments of wholeFragmentsIn(text))
    for (const fragment of fragments) {
      const { scenario, problems } = decodeLink(fragment);
      if (!scenario?.ops.length || problems.length) continue;
      found.set(fragment, { fragment, scenario });
      break;
    }
  return [...found.values()];
}
