import type { Address, Cell } from '../machine/index.ts';

/** struct iopt_area: one mapped range of an IOAS. */
export interface Area extends Cell {
  readonly kind: 'area';
  readonly ioas: Address;
  readonly iova: bigint;
  readonly length: bigint;
  /** page_offset: where in its first page of user memory it begins, if not at its start. */
  readonly pageOffset?: bigint;
  readonly num_accesses: number;
  /** Pins by internal accesses: while any is left, the area cannot be unmapped. */
  readonly num_locks: number;
  readonly preventAccess: boolean;
}
