import type { Op } from '../../iommufd/index.ts';
import { conclude } from '../conclude.ts';
import { endsOf } from './ends.ts';
import { type Exploration, LOST } from './explore.ts';

/** What becomes of a state, by its number in `Space.fates`. */
export const FATES = ['open', 'doomed', 'FREED', 'LEAK', 'LEFT', 'ALIVE'] as const;

export type Fate = (typeof FATES)[number];

/** All states of an exploration and the ways between them, as flat numbers: it crosses to the page as it is. */
export interface Space {
  /** By state, the calls of the shortest way to it. */
  readonly layers: Uint16Array;
  /** By state, an index of FATES. */
  readonly fates: Uint8Array;
  /** Pairs of states, from and to: each way once, without calls that change nothing. */
  readonly edges: Int32Array;
  /** By pair, the call that leads from the one to the other; the first where several do. */
  readonly through: Int16Array;
  /** By state, the one before it on the shortest way, -1 for the start; and the call that leads from there. */
  readonly parents: Int32Array;
  readonly calls: Int16Array;
  readonly actions: readonly Op[];
  /** Before the start. */
  readonly ops: readonly Op[];
  /** The states along the way to what the headline says. */
  readonly path: readonly number[];
  readonly isComplete: boolean;
  /** The bound that it has stopped at, in words; null where none was met. */
  readonly bound: string | null;
}

/** The state space of an exploration as a picture needs it. */
export function spaceOf(found: Exploration): Space {
  const { states, edges, via, start, explored } = found;
  const { end, isDoomed } = endsOf(found);
  const layers = new Uint16Array(states.count);
  const fates = new Uint8Array(states.count);
  const parents = new Int32Array(states.count).fill(-1);
  const calls = new Int16Array(states.count).fill(-1);
  for (let state = 0; state < states.count; state++) {
    const edge = via[state] as number;
    if (edge >= 0) {
      const parent = found.fromOf(edge);
      parents[state] = parent;
      calls[state] = edges.action[edge] as number;
      layers[state] = (layers[parent] as number) + 1;
    }
    fates[state] = FATES.indexOf(end[state] ?? (isDoomed[state] ? 'doomed' : 'open'));
  }
  const pairs: number[] = [];
  const through: number[] = [];
  for (let state = 0; state < explored; state++) {
    const seen = new Set<number>([state, LOST]);
    for (let edge = edges.first[state] as number; edge < (edges.first[state + 1] as number); edge++) {
      const to = edges.to[edge] as number;
      if (!seen.has(to)) {
        pairs.push(state, to);
        through.push(edges.action[edge] as number);
      }
      seen.add(to);
    }
  }
  return {
    layers,
    fates,
    edges: Int32Array.from(pairs),
    through: Int16Array.from(through),
    parents,
    calls,
    actions: start.actions.map(({ op }) => op),
    ops: start.ops,
    path: along(found, conclude(found).way),
    isComplete: found.isComplete,
    bound: found.bound,
  };
}

/** The states that a way goes through, as far as there are any. */
function along({ edges, start }: Exploration, way: readonly Op[]): readonly number[] {
  const path = [0];
  for (const op of way) {
    const from = path.at(-1) as number;
    for (let edge = edges.first[from] as number; edge < (edges.first[from + 1] as number); edge++)
      if (start.actions[edges.action[edge] as number]?.op === op && edges.to[edge] !== LOST)
        path.push(edges.to[edge] as number);
  }
  return path;
}

/** The calls that lead to a state, the shortest way. */
export function wayIn({ parents, calls, actions }: Space, state: number): readonly Op[] {
  const way: Op[] = [];
  for (let at = state; (parents[at] ?? -1) >= 0; at = parents[at] as number)
    way.unshift(actions[calls[at] as number] as Op);
  return way;
}
