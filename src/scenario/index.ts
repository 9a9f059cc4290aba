export { nearest } from '../lang/index.ts';
export { type Claim, type Ending, formatClaim } from './claim.ts';
export { decodePercent } from './clean.ts';
export { type DecodedLink, decodeLink } from './decode.ts';
export { insertOp, moveOp, removeOp, replaceOp, switchOp } from './edit.ts';
export { encodeLink, encodeOps } from './encode.ts';
export { exceeds, tooLong } from './exceeds.ts';
export { formatOp, formatText } from './format.ts';
export {
  classOf,
  freshLabels,
  isFile,
  isReference,
  type Labelled,
  labelled,
  labelsAt,
  wantedClass,
} from './labels.ts';
export { type BuiltIn, LIBRARY } from './library/index.ts';
export type { Chapter } from './library/parts.ts';
export { SEED } from './library/seed.ts';
export { type FoundLink, linksIn } from './links.ts';
export type { Prefix } from './prefix.ts';
export { formatProblem, type Problem, sayProblem } from './problem.ts';
export { parseMoment } from './read_moment.ts';
export { type Cursor, EMPTY_SCENARIO, LIMITS, type Scenario } from './scenario.ts';
export { type Parsed, parseText, TextReader } from './text.ts';
export { type BuiltInId, builtInOf, isBuiltIn } from './titles.ts';
export { unsaidIn } from './unsaid.ts';
