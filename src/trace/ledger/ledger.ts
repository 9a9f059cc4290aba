import type { Address, CountName, Ref, Snapshot } from '../../machine/index.ts';

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
  /** The reference that the last entry puts though nobody has it: the count that goes is somebody else's. */
  readonly stray: Ref | null;
}

/** The ledger in which nobody holds anything. */
export const NO_LEDGER: Ledger = { rows: [], uncounted: [], stray: null };

function isSame(a: Ref, b: Ref): boolean {
  return a.role === b.role && a.by === b.by && a.nth === b.nth;
}

/** The place of the reference that was taken last among those that are the same; -1 if there is none. */
export function lastOf(rows: readonly Row[], of: Address, count: CountName, ref: Ref): number {
  return rows.findLastIndex((row) => row.of === of && row.count === count && isSame(row.ref, ref));
}

/** How a reference is told that is not taken: `not taken`, and what is where its pointer would be. */
export function notTaken({ pointer }: Pick<Skipped, 'pointer'>): string {
  return pointer ? `not taken, it is ${pointer}` : 'not taken';
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
