import { type DrawnEdge, type DrawnNode, drawnEdges, drawnNodes } from '../../scene/index.ts';
import { type Moment, pictureOf } from './moment.ts';

/** What a graph in text form has to say at a moment: the same nodes and references as are drawn, in the same words. */
export interface References {
  readonly nodes: readonly (DrawnNode & { readonly lines: readonly string[] })[];
  readonly edges: readonly (DrawnEdge & { readonly lines: readonly string[] })[];
}

export function referencesOf(moment: Moment): References {
  const picture = pictureOf(moment);
  const nodes = drawnNodes(moment.scene, picture).map((node) => {
    const { name, id, label, counts, wait, tag } = node;
    const caption = [name, id, label && `(${label})`].filter(Boolean).join(' ');
    return { ...node, lines: [caption, [counts, wait].filter(Boolean).join(', '), tag].filter(Boolean) };
  });
  const edges = drawnEdges(moment.scene, picture).map((edge) => {
    const note = edge.notTaken || (edge.change === 'put' ? 'put' : '');
    return { ...edge, lines: [edge.role, note].filter(Boolean) };
  });
  return { nodes, edges };
}
