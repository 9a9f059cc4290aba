import type { Address } from '../../machine/index.ts';
import type { Variable, Variables } from './variables.ts';

/** The columns that a call looks at and that it changes, in any way through it that is known: one bit each. */
export class Footprint {
  readonly reads: Int32Array;
  readonly writes: Int32Array;

  constructor(width: number) {
    this.reads = new Int32Array((width + 31) >> 5);
    this.writes = new Int32Array((width + 31) >> 5);
  }

  looksAt({ column }: Variable): void {
    if (column >= 0) mark(this.reads, column);
  }

  changes(column: number): void {
    mark(this.writes, column);
  }

  /** A cell is freed, and what it held is forgotten. */
  frees(address: Address, variables: Variables): void {
    for (const column of variables.contentOf(address)) mark(this.writes, column);
  }

  /** Neither changes what the other looks at or changes: in either order they do the same, and lead to the same. */
  isApartFrom(other: Footprint): boolean {
    return (
      !meet(this.writes, other.reads) && !meet(this.writes, other.writes) && !meet(this.reads, other.writes)
    );
  }
}

function mark(bits: Int32Array, column: number): void {
  bits[column >> 5] = (bits[column >> 5] as number) | (1 << (column & 31));
}

function meet(some: Int32Array, others: Int32Array): boolean {
  for (let i = 0; i < some.length; i++) if (((some[i] as number) & (others[i] as number)) !== 0) return true;
  return false;
}
