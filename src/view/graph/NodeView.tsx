import { memo } from 'react';
import { Pips } from './Pips.tsx';

export interface NodeViewProps {
  readonly node: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The name, and the ID after it. */
  readonly name: string;
  readonly id: string;
  /** What the scenario calls it. */
  readonly label: string;
  readonly status: string;
  readonly pinned: boolean;
  readonly stranded: boolean;
  readonly touch: string;
  /** Something else is looked at. */
  readonly dim: boolean;
  readonly tag: string;
  readonly counts: string;
  readonly wait: string;
  readonly pips: string;
  readonly selected: boolean;
  readonly fixed: boolean;
  /** While a parent is being chosen: may it be this one? */
  readonly pick: '' | 'yes' | 'no';
}

const PAD = 10;
const RADIUS = 7;
const MONO = 7.25;

function shorten(text: string, room: number): string {
  if (text.length <= room) return text;
  return room < 2 ? '' : `${text.slice(0, room - 1)}…`;
}

function Frame({
  width,
  height,
  by,
  className,
}: {
  width: number;
  height: number;
  by: number;
  className: string;
}) {
  const [w, h] = [width + 2 * by, height + 2 * by];
  return (
    <rect
      className={className}
      x={-w / 2}
      y={-h / 2}
      width={w}
      height={h}
      rx={Math.max((height < 40 ? height / 2 : RADIUS) + by, 2)}
    />
  );
}

function Tag({ text, x, y }: { text: string; x: number; y: number }) {
  const width = text.length * 6 + 10;
  return (
    <g className="tag" transform={`translate(${x - width},${y})`}>
      <rect width={width} height={14} rx={4} />
      <text x={width / 2} y={10.3} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}

/** One node, all of it from plain values, so that it is drawn again only when one of them changes. */
export const NodeView = memo(function NodeView(props: NodeViewProps) {
  const { node, kind, x, y, width, height, name, id, label, status, tag, counts, wait, pips } = props;
  const [left, right] = [-width / 2 + PAD, width / 2 - PAD];
  const isFlat = kind === 'fd';
  const room = Math.floor((width - 2 * PAD - (name.length + id.length + 1) * MONO) / 6.4);
  const base = isFlat ? 4.5 : -4;
  return (
    <g
      className="node"
      transform={`translate(${x},${y})`}
      data-node={node}
      data-kind={kind}
      data-status={status}
      data-pinned={props.pinned || undefined}
      data-stranded={props.stranded || undefined}
      data-touch={props.touch || undefined}
      data-dim={props.dim || undefined}
      data-selected={props.selected || undefined}
      data-fixed={props.fixed || undefined}
      data-pick={props.pick || undefined}
    >
      <Frame className="ring" width={width} height={height} by={5} />
      <Frame className="body" width={width} height={height} by={0} />
      {props.pinned && <Frame className="hatch" width={width} height={height} by={-1} />}
      {status === 'dying' && <Frame className="inner" width={width} height={height} by={-3.5} />}
      <text className="name" x={left} y={base}>
        {name}
        <tspan className="id" dx={id ? 5 : 0}>
          {id}
        </tspan>
      </text>
      <text className="label" x={right} y={base} textAnchor="end">
        {shorten(label, room)}
      </text>
      {pips && !isFlat && <Pips pips={pips} x={left + 3} y={12} />}
      <text className="counts" x={right} y={isFlat ? 4.5 : 16} textAnchor="end">
        {counts}
      </text>
      {wait && (
        <text className="wait" x={right} y={height / 2 + 12} textAnchor="end">
          {wait}
        </text>
      )}
      {tag && <Tag text={tag} x={width / 2 - 8} y={-height / 2 - 8} />}
      {props.fixed && <circle className="fixed" cx={-width / 2 + 1} cy={-height / 2 + 1} r={3} />}
      <g className="more" data-more={node} transform={`translate(${width / 2},0)`}>
        <circle r={9} />
        <path d="M-4,0h0M0,0h0M4,0h0" />
      </g>
    </g>
  );
});
