/** The candidate that takes the fewest edits to reach, if it takes few enough to be meant. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  // A name is never longer.
  if (word.length > 32) return undefined;
  // As many edits as it has letters make any word of it.
  const far = Math.min(word.length, Math.max(2, Math.floor(word.length / 3)) + 1);
  let best: string | undefined;
  let least = far;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = edits(word, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] as number) + 1,
          (next[j - 1] as number) + 1,
          (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] as number;
}
