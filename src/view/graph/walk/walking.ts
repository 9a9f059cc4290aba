import type { DrawnEdge, DrawnNode, Key } from '../../../scene/index.ts';

/** Where somebody stands who walks the drawing by keyboard: at a node, or at a reference of that node. */
export interface Stand {
  readonly node: Key;
  readonly edge: string | null;
}

export type Walk = 'act' | 'go' | 'round' | 'menu' | 'leave';

/** The keys inside the drawing; in words in WALK_WORDS. Outside, they are those of the page. */
export const WALK_KEYS: Readonly<Record<Walk, readonly string[]>> = {
  act: ['Enter', ' '],
  go: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  round: ['.', ','],
  menu: ['Shift+F10', 'ContextMenu'],
  leave: ['Escape'],
};

/** What a chord does inside the drawing. */
export function walkOf(chord: string): Walk | undefined {
  return (Object.keys(WALK_KEYS) as Walk[]).find((walk) => WALK_KEYS[walk].includes(chord));
}

type Nodes = readonly Pick<DrawnNode, 'node' | 'kind' | 'x' | 'y'>[];
type Edges = readonly Pick<DrawnEdge, 'edge' | 'from' | 'to'>[];

const WAYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The same place in what is drawn now, or else the context, which all hangs on; null where nothing is drawn. */
export function standIn(nodes: Nodes, edges: Edges, { node, edge }: Stand): Stand | null {
  const first = nodes.find(({ kind }) => kind === 'ictx') ?? nodes[0];
  if (!first) return null;
  if (!nodes.some((one) => one.node === node)) return { node: first.node, edge: null };
  return { node, edge: edges.some((one) => one.edge === edge) ? edge : null };
}

/** From a node to the nearest that lies that way; from a reference to the end that does. */
export function gone(nodes: Nodes, edges: Edges, stand: Stand, key: string): Stand {
  const [wx, wy] = WAYS[key] ?? [0, 0];
  const placeOf = (key: Key) => nodes.find(({ node }) => node === key) ?? { x: 0, y: 0 };
  const along = (key: Key) => placeOf(key).x * wx + placeOf(key).y * wy;
  const reference = edges.find(({ edge }) => edge === stand.edge);
  if (reference) {
    const { from, to } = reference;
    return along(from) === along(to) ? stand : { node: along(from) > along(to) ? from : to, edge: null };
  }
  const { x, y } = placeOf(stand.node);
  const [nearest] = nodes
    .map((one) => ({
      node: one.node,
      ahead: (one.x - x) * wx + (one.y - y) * wy,
      aside: Math.abs((one.x - x) * wy) + Math.abs((one.y - y) * wx),
    }))
    .filter(({ ahead }) => ahead > 1)
    .sort((a, b) => a.ahead + 2 * a.aside - (b.ahead + 2 * b.aside));
  return nearest ? { node: nearest.node, edge: null } : stand;
}

/** To the next reference of the node that one stands at, or the one before. */
export function round(edges: Edges, stand: Stand, by: 1 | -1): Stand {
  const own = edges.filter(({ from, to }) => from === stand.node || to === stand.node);
  const at = own.findIndex(({ edge }) => edge === stand.edge);
  const next = own[at < 0 ? (by > 0 ? 0 : own.length - 1) : (at + by + own.length) % own.length];
  return next ? { node: stand.node, edge: next.edge } : stand;
}
