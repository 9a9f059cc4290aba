/** Where a command writes. */
export interface Console {
  /** A line of standard output. */
  print(line: string): void;
  /** A line of standard error. */
  complain(line: string): void;
}
