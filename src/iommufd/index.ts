export { entries, isKernelFunction, kernelFunctions } from '../machine/index.ts';
export { addableTo } from './added.ts';
export { boot } from './boot.ts';
export {
  CUTTABLE,
  type CustomDesign,
  type CustomDesignName,
  type CuttableRole,
  type DesignName,
  designOf,
  isCustom,
  isCuttable,
  NoDesign,
  quote,
  readCustom,
  readDesign,
  spellCustom,
  spellValue,
  titleOf,
  vary,
  withoutOf,
  wrongWith,
} from './custom_design.ts';
export { type Added, type Design, SWITCH_VALUES, type Switches, type Without } from './design.ts';
export type { Area } from './iopt_area.ts';
export type { Kernel } from './kernel.ts';
export type { LaterName } from './later.ts';
export { type Broken, brokenLaws, LAWS, type LawName } from './laws.ts';
export {
  COUNTS,
  EVENTS,
  type EventName,
  formatMoment,
  isOf,
  type Moment,
  momentOf,
  subjectOf,
} from './moment.ts';
export { NOT_EMULATED, type NotEmulated } from './not_emulated.ts';
export {
  type Access,
  type AnyObject,
  type Ctx,
  type Device,
  type Fault,
  type Hold,
  type HwptNested,
  type HwptPaging,
  type HwQueue,
  type Ioas,
  isObject,
  type Selftest,
  type Vdevice,
  type Veventq,
  type Vfio,
  type Viommu,
  type Vma,
} from './objects.ts';
export type {
  FileType,
  HandleType,
  LabelSpec,
  LabelType,
  ObjectType,
  OperandSpec,
  OperandType,
  OpSpec,
} from './op_spec.ts';
export { OP_GROUPS } from './op_table.ts';
export {
  bothGiven,
  EXIT,
  endsProcess,
  isNeeded,
  OP_NAMES,
  type Op,
  type Operand,
  type OpName,
  opSpec,
} from './ops.ts';
export { OBJECT_KINDS, POINTERS } from './pointers.ts';
export {
  DESIGN_NAMES,
  MAIN_DESIGNS,
  PRESETS,
  type Preset,
  type PresetName,
  type Provenance,
} from './presets.ts';
export { createTask } from './process.ts';
export { OWNING_ROLES, ROLES, type Role, type RoleName, roleOf } from './refs.ts';
export { MAKERS, RELATIONS, type Thing } from './relations.ts';
export { SWITCHES } from './switches.ts';
export { DIED, dieAfterOops, type Labels, type Outcome, systemCall } from './syscalls.ts';
export { spellWithout } from './without.ts';
