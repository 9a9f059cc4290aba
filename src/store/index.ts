// What the view shows of the rooms below, it gets through this door.

export {
  type Answer,
  type Apart,
  type Broken,
  type Conclusion,
  type Cut,
  FATES,
  type Fate,
  type Name,
  namesAt,
  type Raced,
  type Since,
  type Space,
  wayIn,
} from '../explorer/index.ts';
export {
  type Added,
  addableTo,
  CUTTABLE,
  type CuttableRole,
  DESIGN_NAMES,
  type Design,
  type DesignName,
  designOf,
  isNeeded,
  isOwn,
  MAIN_DESIGNS,
  OBJECT_KINDS,
  OP_GROUPS,
  OP_NAMES,
  type Op,
  type Operand,
  type OperandSpec,
  type OpName,
  type OpSpec,
  type OwnDesign,
  opSpec,
  PRESETS,
  type Preset,
  type PresetName,
  ROLES,
  type RoleName,
  readOwn,
  roleOf,
  SWITCH_VALUES,
  type Switches,
  spellOwn,
  spellValue,
  titleOf,
  vary,
  wrongWith,
} from '../iommufd/index.ts';
export {
  builtInOf,
  decodeLink,
  EMPTY_SCENARIO,
  encodeLink,
  formatOp,
  formatText,
  isReference,
  LIMITS,
  MAX_PREEMPTED,
  type Problem,
  parseText,
  type Scenario,
  SEED,
} from '../scenario/index.ts';
export { Asking } from './asking.ts';
export { checkOf, claiming } from './claimed.ts';
export type { Intents } from './intents.ts';
export { type Choice, choicesFor, isPossible } from './legal.ts';
export { frameIn, insertionPoint, sessionIn } from './place.ts';
export { connectExplorer, MOST_RACE_STATES, MOST_STATES, opsBefore } from './proof.ts';
export { type Session, sessionOf } from './session.ts';
export type { Building, Draft, Notice, Proof, Reading, State } from './state.ts';
export { createAppStore, SPEEDS, type Store } from './store.ts';
