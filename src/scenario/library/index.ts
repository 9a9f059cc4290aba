import type { PresetName } from '../../iommufd/index.ts';
import type { BuiltInId } from '../link/titles.ts';
import type { Scenario } from '../scenario.ts';
import { ACCESS } from './access.ts';
import { CYCLE } from './cycle.ts';
import { HISTORY } from './history.ts';
import { LIFETIME } from './lifetime.ts';
import type { Chapter, Source } from './parts.ts';
import { PROCESS } from './process.ts';
import { REFUSAL } from './refusal.ts';
import { REVIEW } from './review.ts';
import { scenarioOf } from './source.ts';

const CHAPTERS = {
  cycle: CYCLE,
  lifetime: LIFETIME,
  access: ACCESS,
  process: PROCESS,
  refusal: REFUSAL,
  review: REVIEW,
  history: HISTORY,
} as const satisfies Record<Chapter, Partial<Record<BuiltInId, Source>>>;

/** A scenario that comes with the app, and the question it asks. */
export interface BuiltIn {
  readonly id: BuiltInId;
  readonly chapter: Chapter;
  readonly question: string;
  readonly scenario: Scenario & { readonly design: PresetName };
}

function built([id, source]: [string, Source], chapter: Chapter): BuiltIn {
  const scenario = scenarioOf(id as BuiltInId, source);
  const { design, question } = source;
  return { id: id as BuiltInId, chapter, question, scenario: { ...scenario, design } };
}

/** The cycle first; then lifetimes, accesses, files and processes, refusals, the review, the bugs of the history. */
export const LIBRARY: readonly BuiltIn[] = Object.entries(CHAPTERS).flatMap(([chapter, sources]) =>
  Object.entries<Source>(sources).map((one) => built(one, chapter as Chapter)),
);
