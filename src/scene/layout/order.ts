import type { Key } from '../keys.ts';

/** What pulls two nodes together. */
export interface Link {
  readonly source: Key;
  readonly target: Key;
  /** Lies on a cycle that should read as one. */
  readonly loop: boolean;
}

const SWEEPS = 12;

export function neighboursOf(links: readonly Link[]): ReadonlyMap<Key, readonly Key[]> {
  const found = new Map<Key, Key[]>();
  const add = (a: Key, b: Key) => {
    const list = found.get(a);
    if (list) list.push(b);
    else found.set(a, [b]);
  };
  for (const { source, target } of links) {
    add(source, target);
    add(target, source);
  }
  return found;
}

/** Orders each row by the mean place of the neighbours, sweeping down and up; ties keep their order. */
export function orderRows(
  rows: readonly (readonly Key[])[],
  links: readonly Link[],
): readonly (readonly Key[])[] {
  const neighbours = neighboursOf(links);
  const at = new Map<Key, number>();
  const place = (row: readonly Key[]) => {
    for (const [i, key] of row.entries()) at.set(key, i - (row.length - 1) / 2);
  };
  const sorted = rows.map((row) => [...row]);
  sorted.forEach(place);
  const mean = (key: Key) => {
    const all = neighbours.get(key) ?? [];
    if (all.length === 0) return at.get(key) ?? 0;
    return all.reduce((sum, other) => sum + (at.get(other) ?? 0), 0) / all.length;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const row of sweep % 2 ? sorted.toReversed() : sorted) {
      const means = new Map(row.map((key) => [key, mean(key)]));
      row.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0));
      place(row);
    }
  return sorted;
}
