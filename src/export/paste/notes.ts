/** Lines that were not understood of which each is named; of more it is said how many. */
const MOST_NOTES = 8;

/** A sentence for each thing that was not understood, up to a few. */
export function shortened(notes: readonly string[]): readonly string[] {
  const more = notes.length - MOST_NOTES;
  const told = notes.slice(0, MOST_NOTES);
  return more > 0
    ? [...told, `${more} more ${more === 1 ? 'line was' : 'lines were'} not understood.`]
    : told;
}

/** The beginning of some words, where they are long. */
export function cut(words: string): string {
  return words.length > 50 ? `${words.slice(0, 50)}...` : words;
}

/** A sentence for a line that was not understood; undefined where it has no words. */
export function unusedNote(line: string, at: number): string | undefined {
  return /[\p{L}\p{N}]/u.test(line) ? `Line ${at + 1} was not understood: "${cut(line.trim())}"` : undefined;
}

/** A sentence for each line with words that is not among those used, up to a few. */
export function unusedIn(lines: readonly string[], used: ReadonlySet<number>): readonly string[] {
  return shortened(lines.flatMap((line, i) => (used.has(i) ? [] : (unusedNote(line, i) ?? []))));
}
