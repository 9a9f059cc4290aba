import { memo } from 'react';
import { type DrawnEdge, edgeMark } from '../../scene/index.ts';
import { Drawn } from './Drawn.tsx';

interface EdgeViewProps extends DrawnEdge {
  /** Belongs to what the user looks at, or not while something else does. */
  readonly focus: '' | 'yes' | 'no';
  readonly onHover: (edge: string | null) => void;
}

/** One reference, with a wide invisible line to point at. */
export const EdgeView = memo(function EdgeView({ focus, onHover, ...drawn }: EdgeViewProps) {
  const { attributes, inside } = edgeMark(drawn);
  return (
    <g
      {...attributes}
      data-focus={focus || undefined}
      onPointerEnter={() => onHover(drawn.edge)}
      onPointerLeave={() => onHover(null)}
    >
      <path className="hit" d={drawn.path} />
      <Drawn marks={inside} />
    </g>
  );
});
