import type { Op } from '../../iommufd/index.ts';
import type { Address } from '../../machine/index.ts';
import type { Program } from '../engine/program.ts';
import type { Node } from '../engine/tree.ts';
import type { Variable } from '../engine/variables.ts';

/** A thread in the middle of its call. */
export interface Racer {
  readonly task: Address;
  readonly op: Op;
  /** Where it can stand: before its call, after a micro-step of it, at its end. */
  readonly places: Node[];
  readonly program: Program;
  /** The number of its place. */
  readonly at: Variable;
  readonly isWoken: Variable;
}
