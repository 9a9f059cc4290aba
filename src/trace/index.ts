export { AGREEMENT, AGREEMENT_TOTAL, type Agreement, MUTATION } from './agreement.ts';
export { type Check, checkClaim, claimOf } from './claim.ts';
export { COMPARED_EVENTS, COMPARED_FIELDS, FIELDS_LEFT_OUT, OTHER_EVENTS } from './compared.ts';
export {
  FIRST_FRAME,
  frameAt,
  lastFrame,
  nextOp,
  type Place,
  placeOf,
  previousOp,
  stepOut,
  stepOver,
} from './cursor.ts';
export { type Cycle, findCycles } from './cycle.ts';
export { canonicalOf, digestOfText } from './digest.ts';
export { drained } from './drained.ts';
export { type Fault, faultsOf, type Witness } from './faults.ts';
export type { Frame, OpRun, Run } from './frame.ts';
export { type Hold, holds } from './holds.ts';
export { keepLedgers } from './kept.ts';
export {
  type Count,
  countsOf,
  isExplained,
  type Ledger,
  NO_LEDGER,
  notTaken,
  type Row,
  type Skipped,
  takenIn,
} from './ledger.ts';
export { missedIn } from './missed.ts';
export { nameOf } from './names.ts';
export {
  COUNT_WORDS,
  formatCount,
  kernelLog,
  type LogLine,
  type Mark,
  markOf,
  narrate,
  type Sentence,
} from './narration.ts';
export { outcomeOf, type RecordedOp, type Recording, record } from './recording.ts';
export { run, runInParts } from './run.ts';
export { countRows, NOT_CHECKED, sourceOf } from './sources.ts';
export {
  type Finding,
  faultsIn,
  hasUsers,
  judge,
  type Met,
  refusedAt,
  VERDICTS,
  type Verdict,
  type VerdictName,
} from './verdict.ts';
