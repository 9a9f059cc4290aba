import type { Scene } from '../../scene/index.ts';
import type { Stand } from './walk/walking.ts';

const OUT = 8;

/** Shows where the keyboard is in the drawing, as wide at any scale. */
export function Ring({ scene, here }: { readonly scene: Scene; readonly here: Stand }) {
  const edge = scene.edges.find(({ id }) => id === here.edge);
  if (edge) return <path className="walk-ring" d={edge.path} />;
  const node = scene.nodes.find(({ key }) => key === here.node);
  if (!node) return null;
  const [width, height] = [node.width + 2 * OUT, node.height + 2 * OUT];
  return (
    <rect
      className="walk-ring"
      x={node.x - width / 2}
      y={node.y - height / 2}
      width={width}
      height={height}
      rx={OUT}
    />
  );
}
