import { entries } from '../iommufd/index.ts';
import {
  type Frame,
  findCycles,
  type Hold,
  type Cycle as HoldCycle,
  holds,
  type Ledger,
} from '../trace/index.ts';
import type { Address } from './binding.ts';
import { componentsOf } from './strong.ts';

type State = Frame['state'];

/** The cycles of a state, and what can still be brought down. */
export interface Pinning {
  readonly cycles: readonly { readonly holds: HoldCycle; readonly pinned: boolean }[];
  /** Cells that something can still bring down: a task, or a release or destroy that is under way. */
  readonly reached: ReadonlySet<Address>;
}

/** Cycles of holds in a state, and what is out of everybody's reach. */
export function pinningOf(state: State, ledger: Ledger): Pinning {
  const edges = holds(state, ledger);
  const reached = reach(state, edges);
  const component = componentsOf(edges.map(({ holder, held }) => ({ from: holder, to: held })));
  const tied = edges.filter(({ holder, held }) => component.get(holder) === component.get(held));
  const cycles = findCycles(tied).map((cycle) => ({
    holds: cycle,
    pinned: cycle.every(({ held }) => !reached.has(held)),
  }));
  return { cycles, reached };
}

interface Fields {
  readonly kind: string;
  readonly freed: boolean;
  readonly exited?: boolean;
  readonly count?: number;
  readonly users?: number;
  readonly wait?: number;
}

// trace's reachable() asks what a task can still close. In the middle of a release more is on its way down than that.
function isRoot(cell: Fields): boolean {
  if (cell.freed) return false;
  if (cell.kind === 'task') return !cell.exited;
  return cell.kind === 'file' ? cell.count === 0 : cell.users === 0 || cell.wait === 0;
}

function reach(state: State, edges: readonly Hold[]): ReadonlySet<Address> {
  const out = new Map<Address, Address[]>();
  for (const { holder, held } of edges) {
    const list = out.get(holder);
    if (list) list.push(held);
    else out.set(holder, [held]);
  }
  const found = new Set<Address>();
  for (const [address, cell] of entries(state)) if (isRoot(cell as Fields)) found.add(address);
  for (const holder of found) for (const held of out.get(holder) ?? []) found.add(held);
  return found;
}
