import { type Op, type OperandSpec, opSpec } from '../iommufd/index.ts';
import { classOf, wantedClass } from '../scenario/index.ts';
import { isAlive, type Name, namesAt } from './naming.ts';
import type { Session } from './session.ts';

/** Something that an operand can name, and whether the kernel would take it there. */
export interface Choice extends Name {
  readonly legal: boolean;
}

/** What an operand can name when the first `at` operations are done: what is legal first, the latest of it before the rest. */
export function choicesFor(
  { run }: Session,
  ops: readonly Op[],
  at: number,
  spec: OperandSpec,
): readonly Choice[] {
  const state = run.frames[run.ops[at - 1]?.last ?? 0]?.state ?? [];

  const all = namesAt(run, ops, at)
    .filter(({ names }) => classOf(names) === wantedClass(spec))
    .map((name) => ({
      ...name,
      legal: (spec.accepts ?? []).some((one) => one === name.names) && isAlive(state, name),
    }));
  return [...all.filter(({ legal }) => legal), ...all.filter(({ legal }) => !legal)];
}

/** Whether every operand of an operation has something legal to name. */
export function isPossible(session: Session, ops: readonly Op[], at: number, name: Op['name']): boolean {
  return opSpec(name)
    .operands.filter((spec) => spec.default === undefined)
    .every((spec) => choicesFor(session, ops, at, spec).some(({ legal }) => legal));
}
