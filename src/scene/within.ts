import type { Picture } from './picture.ts';
import type { Scene, SceneNode } from './scene.ts';

type Part = Scene['bounds'];

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const boxOf = ({ x, y, width, height }: SceneNode): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

/**
 * What of a scene, and of its picture, lies in a part of the drawing: nodes that reach into it, and edges between whose
 * ends some of it lies.
 */
export function within(
  scene: Scene,
  picture: Picture,
  { x, y, width, height }: Part,
): { readonly scene: Scene; readonly picture: Picture } {
  const reaches = ({ left, right, top, bottom }: Box) =>
    right >= x && left <= x + width && bottom >= y && top <= y + height;
  const boxes = new Map(scene.nodes.map((node) => [node.key, boxOf(node)]));
  const hasNode = scene.nodes.map((node) => reaches(boxOf(node)));
  const hasEdge = scene.edges.map(({ from, to }) => {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    if (!a || !b) return false;
    return reaches({
      left: Math.min(a.left, b.left),
      right: Math.max(a.right, b.right),
      top: Math.min(a.top, b.top),
      bottom: Math.max(a.bottom, b.bottom),
    });
  });
  return {
    scene: {
      ...scene,
      nodes: scene.nodes.filter((_, i) => hasNode[i]),
      edges: scene.edges.filter((_, i) => hasEdge[i]),
    },
    picture: {
      ...picture,
      nodes: picture.nodes.filter((_, i) => hasNode[i]),
      edges: picture.edges.filter((_, i) => hasEdge[i]),
    },
  };
}
