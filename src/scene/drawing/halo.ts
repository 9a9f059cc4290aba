import type { Key } from '../keys.ts';
import type { Cycle } from '../picture.ts';
import type { Box } from '../routes/ports.ts';
import { type Mark, markOf } from './mark.ts';

const BY = 11;

/** What a halo can be drawn behind. */
interface Lit {
  readonly nodes: readonly (Box & { readonly key: Key })[];
  readonly edges: readonly { readonly id: string; readonly path: string }[];
}

/** One light behind all that cycles tie together: those that are pinned, or the others. Null where there are none. */
export function haloMark(scene: Lit, cycles: readonly Cycle[], pinned: boolean): Mark | null {
  const lit = cycles.filter((cycle) => cycle.pinned === pinned);
  if (lit.length === 0) return null;
  const nodes = new Set(lit.flatMap((cycle) => cycle.nodes));
  const edges = new Set(lit.flatMap((cycle) => cycle.edges));
  return markOf(
    'g',
    { className: 'halo', 'data-pinned': pinned || undefined },
    ...scene.edges.flatMap(({ id, path }) =>
      edges.has(id) ? [{ ...markOf('path', { d: path }), key: id }] : [],
    ),
    ...scene.nodes.flatMap(({ key, x, y, width, height }) => {
      if (!nodes.has(key)) return [];
      const [w, h] = [width + 2 * BY, height + 2 * BY];
      return [{ ...markOf('rect', { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: BY + 6 }), key }];
    }),
  );
}
