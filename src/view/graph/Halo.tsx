import type { Cycle, Scene } from '../../scene/index.ts';

interface HaloProps {
  readonly scene: Scene;
  readonly cycles: readonly Cycle[];
  readonly pinned: boolean;
}

const BY = 11;

/** One light behind all that cycles tie together. */
export function Halo({ scene, cycles, pinned }: HaloProps) {
  const lit = cycles.filter((cycle) => cycle.pinned === pinned);
  if (lit.length === 0) return null;
  const nodes = new Set(lit.flatMap((cycle) => cycle.nodes));
  const edges = new Set(lit.flatMap((cycle) => cycle.edges));
  return (
    <g className="halo" data-pinned={pinned || undefined}>
      {scene.edges.map(({ id, path }) => edges.has(id) && <path key={id} d={path} />)}
      {scene.nodes.map(
        ({ key, x, y, width, height }) =>
          nodes.has(key) && (
            <rect
              key={key}
              x={x - width / 2 - BY}
              y={y - height / 2 - BY}
              width={width + 2 * BY}
              height={height + 2 * BY}
              rx={BY + 6}
            />
          ),
      )}
    </g>
  );
}
