import type { PresetName } from '../iommufd/index.ts';
import { type BuiltIn, type BuiltInId, type Chapter, LIBRARY } from '../scenario/index.ts';
import type { VerdictName } from '../trace/index.ts';
import type { Guide } from './guide.ts';
import { ABORTS } from './stories/aborts.ts';
import { ACCESS } from './stories/access.ts';
import { CYCLE } from './stories/cycle.ts';
import { HISTORY } from './stories/history.ts';
import { LIFETIME } from './stories/lifetime.ts';
import { PROCESS } from './stories/process.ts';
import { REFUSAL } from './stories/refusal.ts';
import { REVIEW } from './stories/review.ts';

export {
  LAWS,
  type LawName,
  MAKERS,
  NOT_EMULATED,
  OBJECT_KINDS,
  RELATIONS,
  SWITCHES,
} from '../iommufd/index.ts';
export {
  AGREEMENT,
  AGREEMENT_TOTAL,
  COMPARED_EVENTS,
  COMPARED_FIELDS,
  countRows,
  FIELDS_LEFT_OUT,
  MUTATION,
  NOT_CHECKED,
  OTHER_EVENTS,
  sourceOf,
} from '../trace/index.ts';
export { answerOf } from './answer.ts';
export { DESIGN_WORDS } from './designs.ts';
export type { Guide } from './guide.ts';
export { KERNEL_WORDS, type Piece, piecesOf } from './kernel_words.ts';
export { MISSING, NOT_EMULATED_WORDS } from './not_emulated.ts';
export { nextTo, PATH_STEPS } from './path.ts';
export { focusOf, frameOfStop, type Stop } from './stop.ts';
export { LATER_WORDS } from './stories/later.ts';
/** The scenarios themselves: what is told of them comes with them. */
export { type BuiltIn, type Chapter, LIBRARY };

/** What there is to learn from each built-in scenario. */
export const GUIDES: Readonly<Record<BuiltInId, Guide>> = {
  ...CYCLE,
  ...LIFETIME,
  ...ACCESS,
  ...PROCESS,
  ...REFUSAL,
  ...REVIEW,
  ...HISTORY,
  ...ABORTS,
};

/** What a built-in scenario is expected to end in. */
export function endingIn({ ends }: Guide, design: PresetName): VerdictName {
  return ends[design] ?? ends.otherwise;
}
export { KNOWN_FROM, provenanceOf, type RunProvenance } from './provenance.ts';
export { KIND_WORDS, PROVENANCE_WORDS, VERDICT_WORDS } from './words.ts';
