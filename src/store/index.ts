// What the view shows of the rooms below, it gets through this door.

export {
  type Answer,
  type Broken,
  COVERS,
  type Conclusion,
  counted,
  type Difference,
  FATES,
  type Fate,
  type HittingSet,
  type Name,
  namesAt,
  OF_THE_FREED,
  PROPERTIES,
  type PropertyName,
  type Raced,
  type Since,
  type Space,
  type Summary,
  summaryOf,
  wayIn,
} from '../explorer/index.ts';
export {
  type Added,
  addableTo,
  CUTTABLE,
  type CustomDesign,
  type CuttableRole,
  DESIGN_NAMES,
  type Design,
  type DesignName,
  designOf,
  endsProcess,
  formatMoment,
  isCustom,
  isNeeded,
  MAIN_DESIGNS,
  OBJECT_KINDS,
  OP_GROUPS,
  OP_NAMES,
  type Op,
  type Operand,
  type OperandSpec,
  type OpName,
  type OpSpec,
  opSpec,
  PRESETS,
  type Preset,
  type PresetName,
  ROLES,
  type RoleName,
  readCustom,
  roleOf,
  SWITCH_VALUES,
  type Switches,
  spellCustom,
  spellValue,
  spellWithout,
  titleOf,
  vary,
  wrongWith,
} from '../iommufd/index.ts';
export {
  type BuiltInId,
  builtInOf,
  decodeLink,
  EMPTY_SCENARIO,
  encodeLink,
  formatOp,
  formatText,
  isBuiltIn,
  isReference,
  LIMITS,
  type Problem,
  parseMoment,
  parseText,
  type Scenario,
  SEED,
  sayProblem,
  unsaidIn,
} from '../scenario/index.ts';
export { designsLaidOut } from './arrival.ts';
export { type AnswerTo, type Asked, Asking } from './asking.ts';
export { type Choice, choicesFor } from './building/legal.ts';
export { isOffered, mapFirst, NOBODY, offered, propose, proposeRefused } from './building/offer.ts';
export { checkOf, claiming } from './claimed.ts';
export type { Intents } from './intents.ts';
export { buildingPoint, frameIn, insertionPoint, sessionIn } from './place.ts';
export { connectExplorer, MOST, MOST_OF_RACE, MOST_OF_SEARCH, opsBefore, placeIn } from './proof.ts';
export { type Session, sessionOf } from './session.ts';
export type { Building, Draft, Notice, Proof, Reading, State } from './state.ts';
export { createAppStore, SPEEDS, type Store } from './store.ts';
