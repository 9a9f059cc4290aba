import type { DesignName, Op } from '../iommufd/index.ts';
import type { Claim } from './claim.ts';

/** A place in a run that any design has: operations complete, and micro-steps of the next one. */
export interface Cursor {
  /** At most one more than there are operations: then the implicit exit is over too. */
  readonly op: number;
  readonly step: number;
}

/** The only document: what is done, in which design, and where one is looking. */
export interface Scenario {
  /** May be empty. */
  readonly title: string;
  readonly design: DesignName;
  /** Designs that it is compared with, two at most. */
  readonly beside?: readonly DesignName[];
  /** The exit at the end is implicit; an explicit one may only stand last. */
  readonly ops: readonly Op[];
  readonly cursor: Cursor;
  /** The stop of its tour that is shown, from 1. Nobody is on a tour without it. */
  readonly tour?: number;
  /** How it ends, says whoever sent it. Text and link have it while the design is the one it speaks of. */
  readonly claim?: Claim;
}

/** Characters of the text form. */
const TEXT = 65_536;

const TITLE = 120;

/** What a scenario may not exceed, wherever it comes from. */
export const LIMITS = {
  ops: 500,
  text: TEXT,
  title: TITLE,
  label: 16,
  /** Stops of a tour. */
  tour: 99,
  /** Designs beside the one that runs. */
  beside: 2,
  /**
   * Characters of a link's fragment. An operation takes no more of them than its line in the text form; base64 makes
   * four characters of three in the names of designs, and of each of a title as UTF-8.
   */
  link: Math.ceil((TEXT * 4) / 3) + 4 * TITLE,
} as const;

export const EMPTY_SCENARIO: Scenario = { title: '', design: '7.3', ops: [], cursor: { op: 0, step: 0 } };
