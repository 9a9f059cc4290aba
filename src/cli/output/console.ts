import type { Status } from './status.ts';

/** Where a command writes, and what it comes to. */
export interface Console {
  /** Lines of standard output. Throws Closed when nobody reads them any more. */
  print(lines: string): void;
  /** A line of standard error. */
  complain(line: string): void;
  /** Says what cannot be read or done, and notes that status. */
  refuse(line: string): void;
  /** The gravest status that is noted is the one that the program ends with. */
  note(status: Status): void;
  /** Says how far the work has come, where somebody looks on; nothing takes it away. */
  progress(says: string): void;
}

/** Whoever read standard output has read enough. */
export class Closed extends Error {}

/** Standard output takes no more, for a reason that the message says. */
export class Unwritable extends Error {}

/** Why a command cannot do anything of what it was asked for: a sentence. */
export class Refusal extends Error {}
