export { AGREEMENT, AGREEMENT_TOTAL, type Agreement, MUTATION } from './agreement.ts';
export { type Check, checkClaim, claimOf } from './claim.ts';
export { COMPARED_EVENTS, COMPARED_FIELDS, FIELDS_LEFT_OUT, OTHER_EVENTS } from './compared.ts';
export { canonicalOf, digestOfText } from './digest.ts';
export { type Fault, faultsOf, type Witness } from './faults.ts';
export { type Cycle, findCycles } from './ledger/cycle.ts';
export { type Hold, holds } from './ledger/holds.ts';
export { keepLedgers } from './ledger/kept.ts';
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
} from './ledger/ledger.ts';
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
} from './run/cursor.ts';
export { drained } from './run/drained.ts';
export type { Frame, OpRun, Run } from './run/frame.ts';
export { missedIn } from './run/missed.ts';
export { run, runInParts } from './run/run.ts';
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
