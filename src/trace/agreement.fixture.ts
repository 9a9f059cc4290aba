import { expect } from 'vitest';

/** What agreed in the recordings of one file. */
export interface Agreed {
  /** Recordings in the file, and those of them that agree. */
  readonly recorded: number;
  recordings: number;
  operations: number;
  /** Objects that were alive after an operation, counted after each. */
  objects: number;
  /** Values that were compared, one by one. */
  values: number;
}

export const noneAgreed = (recorded: number): Agreed => ({
  recorded,
  recordings: 0,
  operations: 0,
  objects: 0,
  values: 0,
});

/** The numbers, words and truths in a compared operation. */
function valuesIn(compared: unknown): number {
  if (compared === undefined) return 0;
  if (typeof compared !== 'object' || compared === null) return 1;
  return Object.values(compared).reduce<number>((sum, one) => sum + valuesIn(one), 0);
}

interface Operation {
  readonly contexts: readonly { readonly objects: readonly object[] }[];
}

/** Adds a recording that agreed to the totals of its file. */
export function addAgreed(to: Agreed, ops: readonly Operation[], compared: readonly object[]): void {
  to.recordings++;
  to.operations += ops.length;
  to.objects += ops.flatMap(({ contexts }) => contexts.flatMap(({ objects }) => objects)).length;
  to.values += valuesIn(compared);
}

/** Compares totals with the committed file that the page and docs/fidelity.md read; `npm run agreement` writes it anew. */
export async function expectCommitted(totals: ReadonlyMap<string, object>, file: string): Promise<void> {
  const named = [...totals].map(([name, one]) => [name.replace('.jsonl', ''), one] as const);
  await expect(`${JSON.stringify(Object.fromEntries(named), null, 2)}\n`).toMatchFileSnapshot(file);
}
