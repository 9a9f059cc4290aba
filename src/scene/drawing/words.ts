import { formatCount } from '../../trace/index.ts';
import type { NodePicture } from '../picture.ts';
import type { Scene, SceneNode } from '../scene.ts';

/** What a node is called: the kernel's word and its ID; a descriptor by its label. */
function captionOf(node: SceneNode, id: number | null): string {
  if (node.kind === 'fd') return node.label ? `fd ${node.label}` : 'fd';
  return id === null ? node.kind : `${node.kind} ${id}`;
}

/** The name of a node in a scene, as it is in a picture. */
export function namer(scene: Scene, nodes: readonly NodePicture[]): (key: string) => string {
  const single = scene.nodes.filter(({ kind }) => kind === 'ictx').length < 2;
  const names = new Map(
    scene.nodes.map((node, i) => [
      node.key,
      captionOf(node, node.kind === 'ictx' && single ? null : (nodes[i]?.id ?? null)),
    ]),
  );
  return (key) => names.get(key) ?? key;
}

/** The state of a node in one word; empty for one that is simply there. */
export function stateWord(
  { status, pinned, stranded, touch, file }: NodePicture,
  kind: SceneNode['kind'],
): string {
  if (touch === 'uaf') return 'use after free';
  if (pinned) return 'LEAK';
  if (stranded) return 'leaked';
  if (status === 'freed') return kind === 'fd' && file === null ? 'closed' : 'freed';
  if (status === 'dying') return kind === 'ictx' || kind === 'fd' ? 'release' : 'destroy';
  return status === 'new' ? 'new' : '';
}

export function countWord(name: string, value: number): string {
  return `${name} ${formatCount(value)}`;
}
