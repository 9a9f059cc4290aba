/** Exit statuses, as the help documents them. */
export const STATUS = {
  holds: 0,
  fails: 1,
  unreadable: 2,
  /** A bound was met, and nothing failed so far. */
  bound: 3,
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

/** From what is told of one input only if nothing else is, to what is told in any case. */
const GRAVER: readonly Status[] = [STATUS.holds, STATUS.bound, STATUS.fails, STATUS.unreadable];

/** The one of two statuses that a program with several inputs ends with. */
export function graver(one: Status, other: Status): Status {
  return GRAVER.indexOf(one) > GRAVER.indexOf(other) ? one : other;
}
