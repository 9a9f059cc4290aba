import { memo } from 'react';

export interface EdgeLabelProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  /** Second line. */
  readonly note: string;
  /** Place along a cycle. */
  readonly number: number | null;
  readonly status: string;
  readonly pinned: boolean;
}

const LINE = 13;
const BADGE = 18;

/** What an edge is, on a plate that interrupts its line. */
export const EdgeLabel = memo(function EdgeLabel(props: EdgeLabelProps) {
  const { x, y, width, height, text, note, number, status, pinned } = props;
  const badge = number === null ? 0 : BADGE;
  const middle = badge ? badge - width / 2 + 3 : 0;
  const anchor = badge ? 'start' : 'middle';
  return (
    <g
      className="edge-label"
      transform={`translate(${x},${y})`}
      data-status={status}
      data-pinned={pinned || undefined}
      data-cycle={number !== null || undefined}
    >
      <rect className="plate" x={-width / 2} y={-height / 2} width={width} height={height} rx={5} />
      {number !== null && (
        <g className="badge" transform={`translate(${-width / 2 + 10},0)`}>
          <circle r={8} />
          <text className="number" y={3.8} textAnchor="middle">
            {number}
          </text>
        </g>
      )}
      <text x={middle} y={note ? -2.5 : 3.8} textAnchor={anchor}>
        {text}
      </text>
      {note && (
        <text className="note" x={middle} y={LINE - 2.5} textAnchor={anchor}>
          {note}
        </text>
      )}
    </g>
  );
});
