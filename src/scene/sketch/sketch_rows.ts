/** A reference that somebody has drawn, from a name to a name. */
export interface Sketched {
  readonly from: string;
  readonly to: string;
  /** What stands on it: `holds`; empty where nothing does. */
  readonly verb: string;
}

/** A reference as a line of the layout, which goes down. */
export interface Line {
  readonly edge: Sketched;
  readonly above: string;
  readonly below: string;
  /** It is drawn against the arrow. */
  readonly isBack: boolean;
}

/** The references that lead back to where a walk came from: without them there is no cycle. */
function leadingBack(edges: readonly Sketched[]): ReadonlySet<Sketched> {
  const out = new Map<string, Sketched[]>();
  for (const edge of edges) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  const back = new Set<Sketched>();
  const open = new Set<string>();
  const over = new Set<string>();
  const visit = (name: string) => {
    open.add(name);
    for (const edge of out.get(name) ?? []) {
      if (open.has(edge.to)) back.add(edge);
      else if (!over.has(edge.to)) visit(edge.to);
    }
    open.delete(name);
    over.add(name);
  };
  for (const name of out.keys()) if (!over.has(name)) visit(name);
  return back;
}

/** The lines between two names; what holds itself has none. */
export function linesOf(edges: readonly Sketched[]): readonly Line[] {
  const back = leadingBack(edges);
  return edges
    .filter(({ from, to }) => from !== to)
    .map((edge) => {
      const isBack = back.has(edge);
      return { edge, above: isBack ? edge.to : edge.from, below: isBack ? edge.from : edge.to, isBack };
    });
}

/** The names row by row: each below all that lead down to it, and no more in a row than have room in the width. */
export function rowsOf(
  sizes: ReadonlyMap<string, number>,
  lines: readonly Line[],
  width: number,
): readonly (readonly string[])[] {
  const names = [...sizes.keys()];
  const rank = new Map(names.map((name) => [name, 0]));
  // Longest path; lines form no cycle, so as many rounds as names are enough.
  for (const _ of names)
    for (const { above, below } of lines)
      rank.set(below, Math.max(rank.get(below) ?? 0, (rank.get(above) ?? 0) + 1));
  const rows: string[][] = [];
  let [last, taken] = [-1, 0];
  for (const name of names.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))) {
    const size = sizes.get(name) ?? 0;
    if (rank.get(name) !== last || taken + size > width) {
      rows.push([]);
      taken = 0;
    }
    last = rank.get(name) ?? 0;
    taken += size;
    rows.at(-1)?.push(name);
  }
  return rows;
}
