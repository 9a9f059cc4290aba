import type { DesignName, Op } from '../iommufd/index.ts';
import type { Conclusion } from './conclude.ts';
import type { Clash } from './races/clash.ts';
import type { Bounds, Difference } from './search/distinguish.ts';
import type { Reach } from './search/reach.ts';
import type { Broken } from './search/search.ts';
import type { HittingSet } from './teardown/hitting_sets.ts';
import type { Since } from './teardown/since.ts';
import type { Space } from './teardown/space.ts';
import type { Stored } from './teardown/stored.ts';

/** What can be asked of the explorer: plain data, as everything that is answered. */
export type Question = OrdersQuestion | RaceQuestion | SearchQuestion | SpaceQuestion | DistinguishQuestion;

/** Every order of what user space can still do. */
export interface OrdersQuestion {
  readonly kind: 'orders';
  /** What was done before. */
  readonly ops: readonly Op[];
  readonly designs: readonly DesignName[];
  /** Whether to look, in the first design, for what keeps alive that which leaks, and since when properties fail. */
  readonly explains: boolean;
  /** States in which to look at the laws; 0 for none. */
  readonly lawStates: number;
  /** Where to stop in each design. */
  readonly most: Stored;
}

/** Every interleaving of two or three calls. */
export interface RaceQuestion {
  readonly kind: 'race';
  readonly ops: readonly Op[];
  readonly calls: readonly Op[];
  readonly design: DesignName;
  readonly most: Stored;
}

/** Every sequence of operations from an empty context. */
export interface SearchQuestion {
  readonly kind: 'search';
  readonly design: DesignName;
  readonly depth: number;
  readonly objects: number;
  readonly most: Stored;
}

/** The shortest sequences after which two designs differ. */
export interface DistinguishQuestion {
  readonly kind: 'distinguish';
  /** What was done before; nothing for an empty context. */
  readonly ops: readonly Op[];
  readonly designs: readonly [DesignName, DesignName];
  readonly bounds: Bounds;
}

/** All states that every order goes through. */
export interface SpaceQuestion {
  readonly kind: 'space';
  readonly ops: readonly Op[];
  readonly design: DesignName;
  readonly most: Stored;
}

/** What every interleaving of some calls comes to. */
export interface Raced {
  readonly design: DesignName;
  readonly states: number;
  readonly transitions: number;
  readonly isComplete: boolean;
  /** The bound that it has stopped at, in words; null where none was met. */
  readonly bound: string | null;
  /** What the calls return together, by errno or null for success: each combination once. */
  readonly returns: readonly (readonly (string | null)[])[];
  /** What goes wrong, each with the shortest turns to it as operations after `ops`. */
  readonly clashes: readonly { readonly fault: Clash['fault']; readonly turns: readonly Op[] }[];
  readonly ops: readonly Op[];
  /** What went wrong in the operations before, in words. */
  readonly past: readonly string[];
}

export type Answer =
  /** So many states were met in the design that is under way. */
  | { readonly kind: 'progress'; readonly design: DesignName; readonly states: number }
  | {
      readonly kind: 'conclusion';
      readonly design: DesignName;
      readonly conclusion: Conclusion;
      /** Operations before the start: those that were asked about, and what waits for those in the background. */
      readonly ops: readonly Op[];
      /** What user space can do there. */
      readonly choices: readonly Op[];
      readonly milliseconds: number;
      /** States in which the laws were looked at, at most. */
      readonly lawStates: number;
      /** False where no rule looked at anything that the design decides otherwise than 7.3. */
      readonly isExercised: boolean;
    }
  /** A call is under way where it was asked about: nothing can be said yet. */
  | { readonly kind: 'not asked'; readonly design: DesignName; readonly because: string }
  | { readonly kind: 'hittingSets'; readonly design: DesignName; readonly hittingSets: readonly HittingSet[] }
  | { readonly kind: 'since'; readonly design: DesignName; readonly since: Since }
  | { readonly kind: 'raced'; readonly raced: Raced }
  | { readonly kind: 'space'; readonly space: Space }
  | {
      readonly kind: 'searched';
      readonly design: DesignName;
      readonly broken: readonly Broken[];
      readonly states: number;
      readonly transitions: number;
      readonly isComplete: boolean;
      readonly bound: string | null;
    }
  | {
      readonly kind: 'distinguished';
      readonly designs: readonly [DesignName, DesignName];
      readonly differences: readonly Difference[];
      readonly reach: Reach;
      readonly states: number;
      readonly transitions: number;
      readonly isDone: boolean;
      readonly isComplete: boolean;
      readonly bound: string | null;
    }
  | { readonly kind: 'end' };
