import type { EdgePicture, Picture } from '../picture.ts';
import type { Scene } from '../scene.ts';
import { type Mark, markOf } from './mark.ts';
import { edgeTeller, isShown, referenceLine } from './told.ts';

/** One reference, in plain values as a node is. */
export interface DrawnEdge {
  readonly edge: string;
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly head: string;
  readonly shape: string;
  readonly role: string;
  readonly status: EdgePicture['status'];
  readonly notTaken: string;
  readonly change: string;
  readonly cycle: boolean;
  readonly pinned: boolean;
  /** What it is, in a line. */
  readonly says: string;
  /** Held in this design and not in those beside it: drawn double. */
  readonly only?: boolean;
}

/** What is drawn of the references that are held, left out, or were given back in this step. */
export function drawnEdges(scene: Scene, picture: Picture): readonly DrawnEdge[] {
  const told = edgeTeller(scene, picture);
  return scene.edges.flatMap(({ id, from, to, path, head, shape, role }, i): DrawnEdge[] => {
    const shown = picture.edges[i];
    if (!isShown(shown)) return [];
    const { status, notTaken, change, cycle, pinned } = shown;
    const reference = told(i);
    return [
      {
        edge: id,
        from,
        to,
        path,
        head,
        shape,
        role,
        status,
        notTaken,
        change: change ?? '',
        cycle: cycle !== null,
        pinned,
        says: reference ? referenceLine(reference) : '',
      },
    ];
  });
}

/** The line of a reference and its arrow head. */
export function edgeMark({ path, head, shape, role, status, change, cycle, pinned, only }: DrawnEdge): Mark {
  return markOf(
    'g',
    {
      className: 'edge',
      'data-shape': shape,
      'data-role': role,
      'data-status': status,
      'data-change': change || undefined,
      'data-cycle': cycle || undefined,
      'data-pinned': pinned || undefined,
      'data-only': only || undefined,
    },
    markOf('path', { className: 'line', d: path }),
    only ? markOf('path', { className: 'gap', d: path }) : null,
    markOf('path', { className: 'head', d: head }),
  );
}
