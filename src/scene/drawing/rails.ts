import type { Picture } from '../picture.ts';
import type { Scene } from '../scene.ts';
import { type Mark, markOf } from './mark.ts';

/** Says once per context what its rail is, for as long as something hangs on it. */
export function railMarks(scene: Scene, picture: Picture): readonly (Mark | null)[] {
  const used = new Set(
    scene.edges.flatMap(({ from, shape }, i) =>
      shape === 'tap' && picture.edges[i]?.status === 'held' ? [from] : [],
    ),
  );
  return scene.rails.map(({ key, x, y }) =>
    used.has(key)
      ? markOf('text', { className: 'graph-rail', x: x - 10, y: y + 11, textAnchor: 'end' }, 'xarray')
      : null,
  );
}
