import { isAlive, type Name, namesAt } from '../explorer/index.ts';
import type { Op, Operand, OperandSpec } from '../iommufd/index.ts';
import { classOf, wantedClass } from '../scenario/index.ts';
import { isFilled, needed, type Operands } from './operands.ts';
import type { Session } from './session.ts';

/** Something that an operand can name, and whether the kernel would take it there. */
export interface Choice extends Name {
  readonly legal: boolean;
}

/**
 * What an operand can name when the first `at` operations are done: what is legal first, the latest of it before the
 * rest. An object is legal in its own context only, once an operand says which context that is.
 */
export function choicesFor(
  { run }: Session,
  at: number,
  spec: OperandSpec,
  given: Operands = {},
): readonly Choice[] {
  const state = run.frames[run.ops[at - 1]?.last ?? 0]?.state ?? [];
  const wanted = wantedClass(spec);
  const names = namesAt(run, at);
  const ctx = names.find(({ value }) => value === given.ctx);
  const all = names
    .filter((name) => classOf(name.names) === wanted)
    .map((name) => ({
      ...name,
      legal:
        (spec.accepts ?? []).some((one) => one === name.names) &&
        isAlive(state, name) &&
        (wanted !== 'ID' || !ctx || ctx.ictx === name.ictx),
    }));
  return [...all.filter(({ legal }) => legal), ...all.filter(({ legal }) => !legal)];
}

/**
 * The operands with which an operation would be legal, as far as there are any: the latest context that has something
 * for each, and the latest of that. What is given stays.
 */
export function propose(session: Session, at: number, name: Op['name'], given: Operands = {}): Operands {
  const filled = (from: Operands): Operands => {
    const operands: Record<string, Operand> = { ...from };
    for (const spec of needed(name, from)) {
      const [best] = choicesFor(session, at, spec, operands);
      if (best?.legal) operands[spec.name] ??= best.value;
    }
    return operands;
  };
  const ctx = given.ctx === undefined && needed(name, given).find(({ type }) => type === 'ctx');
  const contexts = ctx ? choicesFor(session, at, ctx).filter(({ legal }) => legal) : [];
  const proposals = contexts.map(({ value }) => filled({ ...given, ctx: value }));
  return proposals.find((operands) => isFilled(name, operands)) ?? proposals[0] ?? filled(given);
}

/** Whether some context has something legal for every operand of an operation. */
export function isPossible(session: Session, at: number, name: Op['name']): boolean {
  return isFilled(name, propose(session, at, name));
}
