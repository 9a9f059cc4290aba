import type { Address } from '../../machine/index.ts';
import type { Hold } from './holds.ts';

/** A closed walk along holds: each holds the next, the last holds the first. */
export type Cycle = readonly Hold[];

/** The shortest cycle through each strongly connected component, smallest address first in each. */
export function findCycles(edges: readonly Hold[]): readonly Cycle[] {
  const out = new Map<Address, Hold[]>();
  for (const edge of edges) {
    const list = out.get(edge.holder);
    if (list) list.push(edge);
    else out.set(edge.holder, [edge]);
  }
  const cycles: Cycle[] = [];
  const seen = new Set<Address>();
  for (const start of [...out.keys()].sort((a, b) => a - b)) {
    if (seen.has(start)) continue;
    const cycle = shortestCycle(start, out);
    if (!cycle) continue;
    cycles.push(cycle);
    for (const { holder } of cycle) seen.add(holder);
  }
  return cycles;
}

function shortestCycle(start: Address, out: ReadonlyMap<Address, readonly Hold[]>): Cycle | undefined {
  const paths = new Map<Address, Cycle>([[start, []]]);
  for (const [at, path] of paths)
    for (const edge of out.get(at) ?? []) {
      if (edge.held === start) return [...path, edge];
      if (!paths.has(edge.held)) paths.set(edge.held, [...path, edge]);
    }
  return undefined;
}
