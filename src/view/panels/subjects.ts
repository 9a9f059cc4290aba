import type { Ioas } from '../../iommufd/index.ts';
import { cellsOf } from '../../scene/index.ts';
import type { Row, Run } from '../../trace/index.ts';

type Snapshot = Run['frames'][number]['state'];

/** The cells whose counts a node's ledger shows: its own, and the mapped areas of an address space. */
export function subjectsOf(run: Run, state: Snapshot, key: string): readonly Row['of'][] {
  return cellsOf(run, key).flatMap((address) => {
    const cell = state[address];
    if (!cell) return [];
    return cell.kind === 'ioas' ? [address, ...(cell as Ioas).areas] : [address];
  });
}
