import type { Design, Op, Outcome } from '../../iommufd/index.ts';
import type { Snapshot, Step } from '../../machine/index.ts';

/** The state after a micro-step. The first frame of a run has none: it is the freshly booted kernel. */
export interface Frame {
  readonly step: Step | null;
  readonly state: Snapshot;
  /** Index of the operation it belongs to. */
  readonly op: number;
}

export interface OpRun {
  readonly op: Op;
  /** The exit that the end of the process brings. */
  readonly implicit: boolean;
  /** Frame before its first micro-step, and frame after its last. Equal where it made none. */
  readonly first: number;
  readonly last: number;
  readonly outcome: Outcome;
  /** It never returns: it waits for a lock that nobody will give up. */
  readonly hung: boolean;
  /** Milliseconds that passed in it. */
  readonly slept: number;
}

/** Everything that happened when a scenario ran in a design. */
export interface Run {
  readonly design: Design;
  readonly ops: readonly OpRun[];
  readonly frames: readonly Frame[];
}
