import type { Cycle, Scene } from '../../scene/index.ts';

interface HaloProps {
  readonly scene: Scene;
  readonly cycle: Cycle;
}

const BY = 11;

/** One light behind all that a cycle ties together. */
export function Halo({ scene, cycle }: HaloProps) {
  const nodes = scene.nodes.filter(({ key }) => cycle.nodes.includes(key));
  const edges = scene.edges.filter(({ id }) => cycle.edges.includes(id));
  return (
    <g className="halo" data-pinned={cycle.pinned || undefined}>
      {edges.map(({ id, path }) => (
        <path key={id} d={path} />
      ))}
      {nodes.map(({ key, x, y, width, height }) => (
        <rect
          key={key}
          x={x - width / 2 - BY}
          y={y - height / 2 - BY}
          width={width + 2 * BY}
          height={height + 2 * BY}
          rx={BY + 6}
        />
      ))}
    </g>
  );
}
