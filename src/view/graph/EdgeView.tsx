import { memo } from 'react';
import { type DrawnEdge, edgeMark } from '../../scene/index.ts';
import { Drawn } from './Drawn.tsx';

interface EdgeViewProps extends DrawnEdge {
  /** Belongs to what the user looks at, or not while something else does. */
  readonly focus: '' | 'yes' | 'no';
  readonly selected: boolean;
  readonly id: string;
}

/** One reference, which says what it is, with a wide invisible line to point at. */
export const EdgeView = memo(function EdgeView({ focus, selected, id, ...drawn }: EdgeViewProps) {
  const { attributes, inside } = edgeMark(drawn);
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the keyboard is that of the drawing
    <g
      {...attributes}
      id={id}
      role="img"
      aria-label={drawn.says}
      aria-current={selected || undefined}
      data-edge={drawn.edge}
      data-focus={focus || undefined}
    >
      <path className="hit" d={drawn.path} />
      <Drawn marks={inside} />
    </g>
  );
});
