import { memo } from 'react';

export interface EdgeViewProps {
  readonly edge: string;
  readonly path: string;
  readonly head: string;
  readonly shape: string;
  readonly role: string;
  readonly status: string;
  readonly change: string;
  readonly cycle: boolean;
  readonly pinned: boolean;
  /** Drawn double. */
  readonly only: boolean;
  /** Belongs to what the user looks at, or not while something else does. */
  readonly focus: '' | 'yes' | 'no';
  readonly onHover: (edge: string | null) => void;
}

/** One reference: its line, its arrow head, and a wide invisible line to point at. */
export const EdgeView = memo(function EdgeView(props: EdgeViewProps) {
  const { edge, path, head, onHover } = props;
  return (
    <g
      className="edge"
      data-shape={props.shape}
      data-role={props.role}
      data-status={props.status}
      data-change={props.change || undefined}
      data-cycle={props.cycle || undefined}
      data-pinned={props.pinned || undefined}
      data-only={props.only || undefined}
      data-focus={props.focus || undefined}
      onPointerEnter={() => onHover(edge)}
      onPointerLeave={() => onHover(null)}
    >
      <path className="hit" d={path} />
      <path className="line" d={path} />
      {props.only && <path className="gap" d={path} />}
      <path className="head" d={head} />
    </g>
  );
});
