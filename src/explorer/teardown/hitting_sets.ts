import {
  type AnyObject,
  type Ctx,
  type Design,
  isCuttable,
  type Op,
  spellWithout,
  type Without,
  withoutOf,
} from '../../iommufd/index.ts';
import type { Ref, Snapshot } from '../../machine/index.ts';
import { findCycles, holds, keepLedgers, run } from '../../trace/index.ts';
import { conclude } from '../conclude.ts';
import { Exploration } from './explore.ts';
import { startOf } from './start.ts';
import type { Stored } from './stored.ts';

/** References without which everything is freed, in every order. */
export interface HittingSet {
  /** What a design leaves out for it. */
  readonly without: readonly Without[];
  /** As a design has it: `access->ictx of access 8`. */
  readonly says: readonly string[];
}

/** What one would have to leave out of the code: more at once explains nothing. */
const MOST_ROLES = 3;

/** Every set of so many of the roles, in their order. */
function* sets(roles: readonly string[], size: number): Generator<readonly string[]> {
  if (size === 0) yield [];
  for (const [i, role] of roles.entries())
    if (size > 0) for (const others of sets(roles.slice(i + 1), size - 1)) yield [role, ...others];
}

/** One reference, as a design leaves it out. Contexts are named once there are two. */
function leftOut(state: Snapshot, { role, by }: Ref): Without {
  const { kind, id, home } = state[by] as AnyObject;
  const isOnly = state.filter((cell) => cell.kind === 'ctx').length === 1;
  return withoutOf(role, { kind, id, ...(!isOnly && { ictx: (state[home] as Ctx).serial }) });
}

/** The references on the cycles of a state, by role: those that somebody decided to take. */
function onCycles(
  state: Snapshot,
  ledger: Parameters<typeof holds>[1],
): ReadonlyMap<string, readonly Without[]> {
  const roles = new Map<string, Map<string, Without>>();
  for (const { row } of findCycles(holds(state, ledger)).flat()) {
    if (!row || !isCuttable(row.ref.role)) continue;
    const one = leftOut(state, row.ref);
    roles.set(one.role, new Map(roles.get(one.role)).set(spellWithout(one), one));
  }
  return new Map([...roles].map(([role, ones]) => [role, [...ones.values()]]));
}

/**
 * What keeps it alive: the smallest sets of roles on the cycles that a leak leaves, without whose references every
 * order frees everything and nothing goes wrong. Each is explored anew, from the first operation on, until a bound is met. `way` is how the leak comes about. None where no cycle is left, or three roles are not enough.
 */
export function hittingSetsOf(
  ops: readonly Op[],
  way: readonly Op[],
  design: Design,
  most: Stored,
): readonly HittingSet[] {
  const whole = run([...ops, ...way], design);
  const state = whole.frames.at(-1)?.state ?? [];
  const ledger = keepLedgers(whole).at(-1);
  const roles = ledger ? onCycles(state, ledger) : new Map<string, readonly Without[]>();
  for (let size = 1; size <= MOST_ROLES; size++) {
    const found = [...sets([...roles.keys()], size)].flatMap((some): HittingSet[] => {
      const without = some.flatMap((role) => roles.get(role) ?? []);
      const cut: Design = { ...design, without: [...(design.without ?? []), ...without] };
      const anew = new Exploration(startOf(ops, cut));
      anew.explore(Number.POSITIVE_INFINITY, most);
      if (!anew.isComplete || conclude(anew).headline !== 'FREED') return [];
      return [{ without, says: without.map(spellWithout) }];
    });
    if (found.length > 0) return found;
  }
  return [];
}
