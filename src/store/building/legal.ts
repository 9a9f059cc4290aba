import { isAlive, type Name, namesAt } from '../../explorer/index.ts';
import type { OperandSpec } from '../../iommufd/index.ts';
import { classOf, wantedClass } from '../../scenario/index.ts';
import type { Session } from '../session.ts';
import type { Operands } from './operands.ts';

/** Something that an operand can name, and whether the kernel would take it there. */
export interface Choice extends Name {
  readonly legal: boolean;
}

/** What was found at the place that was asked for last. */
let latest: {
  readonly run: Session['run'];
  readonly at: number;
  readonly found: Map<OperandSpec, Map<unknown, readonly Choice[]>>;
} | null = null;

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
  if (latest?.run !== run || latest.at !== at) latest = { run, at, found: new Map() };
  const known = latest.found.get(spec) ?? new Map<unknown, readonly Choice[]>();
  latest.found.set(spec, known);
  const choices = known.get(given.ctx) ?? choicesIn(run, at, spec, given);
  known.set(given.ctx, choices);
  return choices;
}

function choicesIn(run: Session['run'], at: number, spec: OperandSpec, given: Operands): readonly Choice[] {
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
