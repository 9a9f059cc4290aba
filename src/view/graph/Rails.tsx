import type { Picture, Scene } from '../../scene/index.ts';

interface RailsProps {
  readonly scene: Scene;
  readonly picture: Picture;
}

/** Says once per context what its rail is, for as long as something hangs on it. */
export function Rails({ scene, picture }: RailsProps) {
  const used = new Set(
    scene.edges.flatMap(({ from, shape }, i) =>
      shape === 'tap' && picture.edges[i]?.status === 'held' ? [from] : [],
    ),
  );
  return scene.rails.map(
    ({ key, x, y }) =>
      used.has(key) && (
        <text key={key} className="graph-rail" x={x - 10} y={y + 11} textAnchor="end">
          xarray
        </text>
      ),
  );
}
