import { type BuiltInId, TITLES } from '../link/titles.ts';
import type { Scenario } from '../scenario.ts';
import { parseText } from '../text/text.ts';
import type { Source } from './parts.ts';

/** The scenario of a built-in, read from its text. */
export function scenarioOf(id: BuiltInId, { design, at, text }: Source): Scenario {
  const { scenario, problems } = parseText(
    `# title: ${TITLES[id]}\n# design: ${design}\n# cursor: op ${at} step 0\n${text}`,
  );
  if (problems.length) throw new Error(`built-in ${id}: ${JSON.stringify(problems[0])}`);
  return scenario;
}
