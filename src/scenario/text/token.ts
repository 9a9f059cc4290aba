/** A word of a line with the column where it starts, from 1. */
export interface Token {
  readonly text: string;
  readonly column: number;
}

/** Splits a line at white space and at `>`, but not at the `->` in a name, with its comment cut off. */
export function tokens(line: string): readonly Token[] {
  const code = line.split('#', 1)[0] ?? '';
  return [...code.matchAll(/(?:->|[^\s>])+|>/g)].map((match) => ({
    text: match[0],
    column: match.index + 1,
  }));
}
