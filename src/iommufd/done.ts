import { type Errno, isErr, type Result } from '../machine/index.ts';

/** What a handler gives back: a negative errno, or the numbers for its labels in order. */
export interface Done {
  readonly rc: Result;
  readonly values?: readonly number[];
  readonly unmapped?: bigint;
}

export const failed = (rc: Errno): Done => ({ rc });

/** One number for a label, or an errno. */
export const one = (returned: number): Done =>
  isErr(returned) ? { rc: returned } : { rc: 0, values: [returned] };
