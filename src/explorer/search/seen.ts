/** In what two designs can differ: what one sees of an operation, and of what there is after it. */
import { type Access, type Area, type Ctx, isObject, type Op } from '../../iommufd/index.ts';
import { type Address, type Cell, entries, type File } from '../../machine/index.ts';
import type { Name } from '../teardown/naming.ts';
import type { Done, Reached } from './sequence.ts';

/**
 * What user space gets back, the counts and what there is, the reports in the kernel log, what goes wrong or is left
 * behind, and IDs and descriptors. IDs come last: that they differ says least.
 */
export const DIFFERENCE_KINDS = ['result', 'counts', 'log', 'verdict', 'IDs'] as const;

export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** What one design shows: sentences, each by what it is about. */
type Seen = ReadonlyMap<string, string>;

/** The sentence of a design that shows nothing of what the other does. */
const ABSENT: Readonly<Record<DifferenceKind, (about: string) => string>> = {
  result: (about) => `${about} returns nothing`,
  counts: (about) => `${about} is not there`,
  log: () => 'the kernel log says nothing of it',
  verdict: (about) => `no ${about}`,
  IDs: (about) => `${about} has no ID`,
};

/** What two designs show differently, of one kind: the first of it, in the words of each. */
export function differenceOf(
  kind: DifferenceKind,
  one: Seen,
  other: Seen,
): readonly [string, string] | undefined {
  for (const about of new Set([...one.keys(), ...other.keys()])) {
    const absent = ABSENT[kind](about);
    const says = [one.get(about) ?? absent, other.get(about) ?? absent] as const;
    if (says[0] !== says[1]) return says;
  }
  return undefined;
}

/** What there is after an operation: counts and IDs. */
export const placeSeen = (reached: Reached) => ({ counts: countsSeen(reached), IDs: idsOf(reached) });

/** What one sees of an operation and of what there is after it. */
export function operationSeen(done: Done, op: Op) {
  return {
    result: resultOf(done, op),
    ...placeSeen(done.reached),
    log: logOf(done),
    verdict: verdictOf(done),
  };
}

/** What the exit of the process shows. */
export function exitSeen(done: Done) {
  return { log: logOf(done), verdict: new Map([...verdictOf(done), ['end', leftBy(done)]]) };
}

function resultOf({ outcome }: Done, op: Op): Seen {
  const bytes = outcome?.unmapped === undefined ? '' : ` and unmaps ${outcome.unmapped} bytes`;
  const what = outcome ? `returns ${outcome.errno ?? outcome.ret}${bytes}` : 'never returns';
  return new Map([[op.name, `${op.name} ${what}`]]);
}

const logOf = ({ log }: Done): Seen => new Map(log.map((line) => [line, `the kernel log says "${line}"`]));

function verdictOf({ faults }: Done): Seen {
  const seen = new Map<string, string>();
  for (const { name, because } of faults) if (!seen.has(name)) seen.set(name, `${name}: ${because}`);
  return seen;
}

function leftBy({ reached: { state } }: Done): string {
  if (state.some(({ kind, freed }) => kind === 'ctx' && !freed)) return 'the exit leaves the context behind';
  const isLeft = state.some((cell) => isObject(cell) && !cell.freed);
  return isLeft ? 'the exit leaves objects behind' : 'the exit frees everything';
}

const idsOf = ({ named }: Reached): Seen =>
  new Map(labelledIn(named).map(({ value, number }) => [value, `${value} is ${number}`]));

/** What has a label: what has none is known by its ID alone. */
const labelledIn = (named: readonly Name[]) =>
  named.flatMap(({ value, ...rest }) => (typeof value === 'string' ? [{ ...rest, value }] : []));

function countsSeen({ state, named }: Reached): Seen {
  const seen = new Map<string, string>();
  const labels = new Map(labelledIn(named).map(({ address, value }) => [address, value]));
  const nth = new Map<string, number>();
  for (const [address, cell] of entries(state)) {
    if (cell.freed) continue;
    const counts = countsIn(cell);
    if (counts === undefined) continue;
    let about = calledBy(cell, address, labels, state);
    const before = nth.get(about) ?? 0;
    nth.set(about, before + 1);
    if (before > 0) about = `${about}, no. ${before + 1},`;
    seen.set(about, `${about} has ${counts}`);
  }
  return seen;
}

function countsIn(cell: Cell): string | undefined {
  if (isObject(cell)) return `users ${cell.users}, wait_cnt ${cell.wait}`;
  if (cell.kind === 'file' && (cell as File).fops === 'iommufd') return `file count ${(cell as File).count}`;
  if (cell.kind !== 'area') return undefined;
  const { num_accesses, num_locks } = cell as Area;
  return `num_accesses ${num_accesses}, num_locks ${num_locks}`;
}

/** A name that does not go by IDs, which can differ, nor by where it is. */
function calledBy(
  cell: Cell,
  address: Address,
  labels: ReadonlyMap<Address, string>,
  state: Reached['state'],
): string {
  if (cell.kind === 'file') {
    const { serial } = state[(cell as File).private] as Ctx;
    return `context ${serial}`;
  }
  if (cell.kind === 'area') {
    const { ioas, iova } = cell as Area;
    return `the mapping at 0x${iova.toString(16)} of ${labels.get(ioas) ?? 'an IOAS'}`;
  }
  const label = labels.get(address);
  if (label !== undefined) return label;
  const owner = cell.kind === 'access' ? labels.get((cell as Access).owner) : undefined;
  return owner === undefined ? `the ${cell.kind}` : `the access of ${owner}`;
}
