import type { Cell, PointersOf } from '../machine/index.ts';
import type { POINTERS } from './pointers.ts';

/** struct iopt_area: one mapped range of an IOAS. */
export interface Area extends Cell, PointersOf<typeof POINTERS.area> {
  readonly kind: 'area';
  readonly iova: bigint;
  readonly length: bigint;
  /** page_offset: where in its first page of user memory it begins, if not at its start. */
  readonly pageOffset?: bigint;
  readonly num_accesses: number;
  /** Pins by internal accesses: while any is left, the area cannot be unmapped. */
  readonly num_locks: number;
  readonly preventAccess: boolean;
}
