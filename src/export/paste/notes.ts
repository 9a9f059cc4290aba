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

function cut(words: string): string {
  return words.length > 50 ? `${words.slice(0, 50)}...` : words;
}

/** A sentence for each line with words that is not among those used, up to a few. */
export function unusedIn(lines: readonly string[], used: ReadonlySet<number>): readonly string[] {
  return shortened(
    lines.flatMap((line, i) =>
      /[\p{L}\p{N}]/u.test(line) && !used.has(i)
        ? [`Line ${i + 1} was not understood: "${cut(line.trim())}"`]
        : [],
    ),
  );
}
