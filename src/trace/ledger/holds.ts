import { isObject, OWNING_ROLES } from '../../iommufd/index.ts';
import {
  type Address,
  type Cell,
  entries,
  type File,
  NULL,
  type Snapshot,
  type Task,
} from '../../machine/index.ts';
import type { Ledger, Row } from './ledger.ts';

/** `holder` keeps `held` alive: it must let go, or be released, before `held` can go. */
export interface Hold {
  readonly holder: Address;
  readonly held: Address;
  /** The counted reference it is; null where one cell simply owns another, as a file owns its ctx. */
  readonly row: Row | null;
}

/**
 * What keeps what alive. The xarray's reference on an object that has an owner is left out: the owner's destroy takes
 * it along, so it keeps nothing alive by itself.
 */
export function holds(state: Snapshot, ledger: Ledger): readonly Hold[] {
  const owned = new Set(ledger.rows.filter((row) => OWNING_ROLES.has(row.ref.role)).map((row) => row.of));
  const counted = ledger.rows
    .filter((row) => (row.count === 'users' || row.count === 'count') && row.ref.by !== row.of)
    .filter((row) => row.ref.role !== 'xarray' || !owned.has(row.of))
    .map((row) => ({ holder: row.ref.by, held: row.of, row }));
  const files = [...entries(state)].flatMap(([address, cell]): Hold[] => {
    const held = cell.kind === 'file' && !cell.freed ? (cell as File).private : NULL;
    return held > NULL && !isObject(state[held] ?? cell) ? [{ holder: address, held, row: null }] : [];
  });
  return [...counted, ...files];
}

/** Tasks that can still act. */
function isRoot(cell: Cell): boolean {
  return cell.kind === 'task' && !(cell as Task).exited;
}

/** Everything that some live task can still bring down, by closing what it has. */
export function reachable(state: Snapshot, edges: readonly Hold[]): ReadonlySet<Address> {
  const found = new Set([...entries(state)].flatMap(([address, cell]) => (isRoot(cell) ? [address] : [])));
  // A Set visits what is added while it is walked.
  for (const holder of found) for (const edge of edges) if (edge.holder === holder) found.add(edge.held);
  return found;
}
