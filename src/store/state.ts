import type { Conclusion } from '../explorer/index.ts';
import type { DesignName, Op, Operand, OpName } from '../iommufd/index.ts';
import type { Address } from '../machine/index.ts';
import { type Prefix, type Problem, type Scenario, SEED } from '../scenario/index.ts';
import { type History, NO_HISTORY } from './history.ts';

/** How the arrows are read: the holder holds, or the holder's destroy releases. */
export type Reading = 'holds' | 'releases';

/** A text that somebody is editing. While it has problems the document stays as it was. */
export interface Draft {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** A sentence for the user, until it is dismissed. */
export interface Notice {
  readonly tone: 'info' | 'problem';
  readonly sentences: readonly string[];
}

/** An operation that somebody is putting together. */
export interface Building {
  readonly name: OpName;
  readonly operands: Readonly<Record<string, Operand>>;
  /** How it is done: in a second thread, with a failure inside it. */
  readonly prefix: Prefix;
  /** The operand that the next click on a node fills, and with what, by the cell that the node stands for. */
  readonly picking: {
    readonly operand: string;
    readonly choices: readonly { readonly address: Address; readonly value: Operand }[];
  } | null;
  /** Index of the operation that it takes the place of; null for a new one. */
  readonly replaces: number | null;
}

/** What is known of every order of what user space can still do, where the cursor is. */
export interface Proof {
  readonly of: Place;
  readonly states: number;
  readonly conclusion: Conclusion | null;
  /** The operations that it explored from. */
  readonly ops: readonly Op[];
  /** Why it is not asked yet: a call is under way. Empty where it is asked. */
  readonly notAsked: string;
  readonly milliseconds: number;
  /** What went wrong; empty where nothing did. */
  readonly problem: string;
}

/** Where in a scenario one is, by whole operations. */
export interface Place {
  readonly ops: readonly Op[];
  readonly design: DesignName;
  /**
   * Operations that are complete, or will be once the one under way returns; one more than there are once the process
   * has ended by itself.
   */
  readonly count: number;
}

/** What the user is looking at. Plain data; all else follows from it. */
export interface State {
  /** Its cursor is where the user is. */
  readonly document: Scenario;
  readonly history: History<Scenario>;
  readonly draft: Draft | null;
  readonly building: Building | null;
  /** Key of the selected node. */
  readonly selected: string | null;
  readonly reading: Reading;
  readonly playing: boolean;
  /** Frame at which playing stops; null for the end of the run. */
  readonly until: number | null;
  /** Micro-steps a second. */
  readonly speed: number;
  readonly notice: Notice | null;
  /** What the explorer has to say of where the user is; null until it is asked. */
  readonly proof: Proof | null;
  /** How often the document was opened anew rather than edited: the page then makes an entry in the browser's history. */
  readonly opened: number;
}

/** Before anything was opened. */
export const INITIAL: State = {
  document: SEED,
  history: NO_HISTORY,
  draft: null,
  building: null,
  selected: null,
  reading: 'holds',
  playing: false,
  until: null,
  speed: 5,
  notice: null,
  proof: null,
  opened: 0,
};
