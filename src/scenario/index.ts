export { nearest } from '../lang/index.ts';
export { type Claim, type Ending, formatClaim } from './claim.ts';
export { insertOp, moveOp, removeOp, replaceOp, switchOp } from './edit.ts';
export { exceeds, tooLong } from './exceeds.ts';
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
export { decodePercent } from './link/clean.ts';
export { type DecodedLink, decodeLink } from './link/decode.ts';
export { encodeLink, encodeOps } from './link/encode.ts';
export { type FoundLink, linksIn } from './link/links.ts';
export { type BuiltInId, builtInOf, isBuiltIn } from './link/titles.ts';
export { unsaidIn } from './link/unsaid.ts';
export { type Cursor, EMPTY_SCENARIO, LIMITS, type Scenario } from './scenario.ts';
export { formatOp, formatText } from './text/format.ts';
export type { Prefix } from './text/prefix.ts';
export { formatProblem, type Problem, sayProblem } from './text/problem.ts';
export { parseMoment } from './text/read_moment.ts';
export { type Parsed, parseText, TextReader } from './text/text.ts';
