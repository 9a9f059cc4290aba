import { memo } from 'react';
import { type DrawnNode, type Mark, nodeLine, nodeMark } from '../../scene/index.ts';
import { Drawn } from './Drawn.tsx';

interface NodeViewProps extends DrawnNode {
  /** Only its outline. */
  readonly isPlain: boolean;
  /** Something else is looked at. */
  readonly dim: boolean;
  readonly selected: boolean;
  readonly fixed: boolean;
  /** While a parent is being chosen: may it be this one? */
  readonly pick: '' | 'yes' | 'no';
  readonly elementId: string;
  /** What tells of it just now. */
  readonly describedBy: string | undefined;
}

/** One node with what the page does with it; it is drawn again only when one of its values changes. */
export const NodeView = memo(function NodeView(props: NodeViewProps) {
  const { isPlain, dim, selected, fixed, pick, elementId, describedBy, ...drawn } = props;
  const { attributes, inside } = nodeMark(drawn);
  const { node, width, height } = drawn;
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the keyboard is that of the drawing
    <g
      {...attributes}
      id={elementId}
      role="img"
      aria-label={nodeLine(drawn)}
      aria-current={selected || undefined}
      aria-describedby={describedBy}
      data-dim={dim || undefined}
      data-selected={selected || undefined}
      data-fixed={fixed || undefined}
      data-pick={pick || undefined}
    >
      <Drawn marks={isPlain ? outline(inside) : inside} />
      {fixed && <circle className="fixed" cx={-width / 2 + 1} cy={-height / 2 + 1} r={3} />}
      {!isPlain && (
        <g className="more" data-more={node} transform={`translate(${width / 2},0)`}>
          <circle r={9} />
          <path d="M-4,0h0M0,0h0M4,0h0" />
        </g>
      )}
    </g>
  );
});

const outline = (inside: Mark['inside']): Mark['inside'] =>
  inside.map((mark) => (mark !== null && typeof mark !== 'string' && mark.name === 'rect' ? mark : null));
