import { NODE_KINDS, type NodeKind } from '../kinds.ts';
import type { Union } from '../union.ts';

/** References that say nothing about which row a kind belongs to: they run along a row, or back up to the top. */
function isDownward(role: string, from: NodeKind, to: NodeKind): boolean {
  return role !== 'xarray' && from !== to && from !== 'fd' && to !== 'ictx' && to !== 'fd';
}

/**
 * The row of each kind, counted from the top: descriptors, contexts, then what must die first. One row for a kind, so
 * that the same thing is always looked for at the same height.
 */
export function rowsByKind({ vertices, arcs }: Union): ReadonlyMap<NodeKind, number> {
  const kindOf = new Map(vertices.map(({ key, kind }) => [key, kind]));
  const row = new Map<NodeKind, number>(NODE_KINDS.map((kind) => [kind, 2]));
  row.set('fd', 0).set('ictx', 1);
  const links = arcs.flatMap(({ from, to, role }) => {
    const [holder, held] = [kindOf.get(from), kindOf.get(to)];
    return holder && held && isDownward(role, holder, held) ? [{ holder, held }] : [];
  });
  // Longest path; kinds form no cycle, so as many rounds as kinds are enough.
  for (const _ of NODE_KINDS)
    for (const { holder, held } of links)
      row.set(held, Math.max(row.get(held) ?? 2, (row.get(holder) ?? 2) + 1));
  return row;
}
