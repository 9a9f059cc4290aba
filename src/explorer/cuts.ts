import type { Design, Op } from '../iommufd/index.ts';
import type { Ref, Snapshot } from '../machine/index.ts';
import { findCycles, holds, keepLedgers, nameOf, type Row, run } from '../trace/index.ts';
import { conclude } from './conclude.ts';
import { Exploration } from './explore.ts';
import { startOf } from './start.ts';

/** References without which everything is freed, in every order. */
export interface Cut {
  readonly refs: readonly Pick<Ref, 'role' | 'by'>[];
  /** In words: `access->ictx of access 8`. */
  readonly says: readonly string[];
}

/** How the subsystem finds objects, and what user space has: nobody decided to take these for safety. */
const STRUCTURAL: ReadonlySet<string> = new Set(['xarray', 'fd', 'vma->vm_file', 'ioctl']);

/** What one would have to leave out of the code: more at once explains nothing. */
const MOST_ROLES = 3;

/** Every set of so many of the roles, in their order. */
function* sets(roles: readonly string[], size: number): Generator<readonly string[]> {
  if (size === 0) yield [];
  for (const [i, role] of roles.entries())
    if (size > 0) for (const others of sets(roles.slice(i + 1), size - 1)) yield [role, ...others];
}

/** The references on the cycles of a state, by role. */
function onCycles(state: Snapshot, ledger: Parameters<typeof holds>[1]): ReadonlyMap<string, readonly Row[]> {
  const roles = new Map<string, Row[]>();
  for (const { row } of findCycles(holds(state, ledger)).flat())
    if (row && !STRUCTURAL.has(row.ref.role)) {
      const rows = roles.get(row.ref.role) ?? [];
      if (!rows.some(({ ref }) => ref.by === row.ref.by)) roles.set(row.ref.role, [...rows, row]);
    }
  return roles;
}

/**
 * What keeps it alive: the smallest sets of roles on the cycles that a leak leaves, without whose references every
 * order frees everything and nothing goes wrong. Each is explored anew, from the first operation on, in at most so
 * many states. `way` is how the leak comes about. None where no cycle is left, or three roles are not enough.
 */
export function cutsOf(
  ops: readonly Op[],
  way: readonly Op[],
  design: Design,
  states: number,
): readonly Cut[] {
  const whole = run([...ops, ...way], design);
  const state = whole.frames.at(-1)?.state ?? [];
  const ledger = keepLedgers(whole).at(-1);
  const roles = ledger ? onCycles(state, ledger) : new Map<string, readonly Row[]>();
  for (let size = 1; size <= MOST_ROLES; size++) {
    const found = [...sets([...roles.keys()], size)].flatMap((some): Cut[] => {
      const refs = some.flatMap((role) => (roles.get(role) ?? []).map(({ ref }) => ({ role, by: ref.by })));
      const anew = new Exploration(startOf(ops, { ...design, uncounted: refs }));
      anew.explore(states);
      if (!anew.isComplete || conclude(anew).headline !== 'FREED') return [];
      return [{ refs, says: refs.map(({ role, by }) => `${role} of ${nameOf(state, by)}`) }];
    });
    if (found.length > 0) return found;
  }
  return [];
}
