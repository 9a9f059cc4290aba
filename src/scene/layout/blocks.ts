import type { Vertex } from '../binding.ts';
import type { Key } from '../keys.ts';
import type { Arc, Union } from '../union.ts';

/** Nodes that hang together: one context with all that is in it and holds on to it. */
export interface Block {
  readonly vertices: readonly Vertex[];
  readonly arcs: readonly Arc[];
}

/** The parts of a union that no reference connects, in the order in which they began. */
export function blocksOf({ vertices, arcs }: Union): readonly Block[] {
  const parent = new Map<Key, Key>(vertices.map(({ key }) => [key, key]));
  const root = (key: Key): Key => {
    const above = parent.get(key) ?? key;
    if (above === key) return key;
    const top = root(above);
    parent.set(key, top);
    return top;
  };
  for (const { from, to } of arcs) parent.set(root(from), root(to));
  const blocks = new Map<Key, { vertices: Vertex[]; arcs: Arc[] }>();
  for (const vertex of vertices) {
    const block = blocks.get(root(vertex.key));
    if (block) block.vertices.push(vertex);
    else blocks.set(root(vertex.key), { vertices: [vertex], arcs: [] });
  }
  for (const arc of arcs) blocks.get(root(arc.from))?.arcs.push(arc);
  return [...blocks.values()];
}
