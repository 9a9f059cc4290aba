import type { Address, CountName, Ref, Snapshot, Step } from '../machine/index.ts';
import type { Run } from './run.ts';

/** One counted reference: who has it, and where it was taken. */
export interface Row {
  readonly of: Address;
  readonly count: CountName;
  readonly ref: Ref;
  /** Kernel functions on the stack when it was taken, outermost first. */
  readonly stack: readonly string[];
  /** Frame at which it was taken. */
  readonly since: number;
}

/** A reference that another design would take, and this one does not. */
export interface Skipped extends Row {
  /** What stands where its pointer would be; nothing where the pointer is there all the same. */
  readonly pointer?: 'NULL' | 'uninitialised';
}

/** Who holds what after one micro-step. */
export interface Ledger {
  readonly rows: readonly Row[];
  /** What is not taken, and counts nowhere. */
  readonly uncounted: readonly Skipped[];
}

function isSame(a: Ref, b: Ref): boolean {
  return a.role === b.role && a.by === b.by && a.nth === b.nth;
}

function lastOf(rows: readonly Row[], of: Address, count: CountName, ref: Ref): number {
  return rows.findLastIndex((row) => row.of === of && row.count === count && isSame(row.ref, ref));
}

/** Whether somebody has a reference. */
export function isHeld({ rows }: Ledger, of: Address, count: CountName, ref: Ref): boolean {
  return lastOf(rows, of, count, ref) >= 0;
}

function without<R extends Row>(rows: readonly R[], of: Address, count: CountName, ref: Ref): readonly R[] {
  const at = lastOf(rows, of, count, ref);
  return at < 0 ? rows : rows.toSpliced(at, 1);
}

/** The same with another holder of one of them. */
function handed<R extends Row>(
  rows: readonly R[],
  of: Address,
  count: CountName,
  from: Ref,
  to: Ref,
): readonly R[] {
  const at = lastOf(rows, of, count, from);
  const row = rows[at];
  return row ? rows.with(at, { ...row, ref: to }) : rows;
}

/** How a reference is told that is not taken: `not taken`, and what is where its pointer would be. */
export function notTaken({ pointer }: Pick<Skipped, 'pointer'>): string {
  return pointer ? `not taken, it is ${pointer}` : 'not taken';
}

function after(ledger: Ledger, step: Step, since: number): Ledger {
  const { effect, stack } = step;
  const { rows, uncounted } = ledger;
  switch (effect.do) {
    case 'alloc':
      return {
        rows: [...rows, ...effect.refs.map((one) => ({ of: effect.of, ...one, stack, since }))],
        uncounted,
      };
    case 'count': {
      const { of, count, ref, from, to } = effect;
      if (!ref) return ledger;
      // A count that was overwritten has no history: what is in it now is the reference that the code put there.
      if (effect.op === 'set') {
        const rest = rows.filter((row) => row.of !== of || row.count !== count);
        return { rows: [...rest, { of, count, ref, stack, since }], uncounted };
      }
      if (from === to) return ledger;
      if (effect.op === 'inc' || effect.op === 'inc_not_zero')
        return { rows: [...rows, { of, count, ref, stack, since }], uncounted };
      return { rows: without(rows, of, count, ref), uncounted };
    }
    case 'uncounted': {
      const { of, count, ref, pointer } = effect;
      const row: Skipped = { of, count, ref, stack, since, ...(pointer && { pointer }) };
      if (effect.op === 'get') return { rows, uncounted: [...uncounted, row] };
      return { rows, uncounted: without(uncounted, of, count, ref) };
    }
    case 'handover': {
      const { of, count, from, to } = effect;
      return { rows: handed(rows, of, count, from, to), uncounted: handed(uncounted, of, count, from, to) };
    }
    case 'free':
      return { rows: rows.filter((row) => row.of !== effect.of), uncounted };
    default:
      return ledger;
  }
}

/** The ledger after every frame of a run, by frame index. */
export function keepLedgers(run: Run): readonly Ledger[] {
  let ledger: Ledger = { rows: [], uncounted: [] };
  return run.frames.map(({ step }, index) => {
    if (step) ledger = after(ledger, step, index);
    return ledger;
  });
}

export interface Count {
  readonly name: CountName;
  readonly value: number;
  readonly rows: readonly Row[];
}

const COUNT_NAMES = [
  'count',
  'users',
  'wait',
  'num_accesses',
  'num_locks',
] as const satisfies readonly CountName[];

/** Every counter of a cell with the rows that should add up to it. */
export function countsOf(state: Snapshot, ledger: Ledger, address: Address): readonly Count[] {
  const cell = state[address] as (Partial<Record<CountName, number>> & { freed: boolean }) | undefined;
  if (!cell || cell.freed) return [];
  return COUNT_NAMES.flatMap((name) => {
    const value = cell[name];
    if (value === undefined) return [];
    return [{ name, value, rows: ledger.rows.filter((row) => row.of === address && row.count === name) }];
  });
}

/** Functions that only do the counting for somebody else. */
const COUNTERS: ReadonlySet<string> = new Set([
  'alloc_empty_file',
  'fget',
  'fget_raw',
  'get_file',
  'iommufd_ctx_get',
  'iommufd_lock_obj',
  'iommufd_get_object',
]);

/** The function that took a reference, or the system call where none was on the stack. */
export function takenIn({ stack }: Row): string | undefined {
  return stack.findLast((name) => !COUNTERS.has(name));
}

/** A count that its holders do not add up to: a finding. */
export function isExplained({ value, rows }: Count): boolean {
  return value === rows.length;
}
