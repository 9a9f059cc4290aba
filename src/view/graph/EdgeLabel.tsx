import { memo } from 'react';

export interface EdgeLabelProps {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Second line. */
  readonly note: string;
  /** Place along a cycle. */
  readonly number: number | null;
  readonly status: string;
  readonly pinned: boolean;
}

const CHAR = 6.35;
const LINE = 13;

/** What an edge is, on a plate that interrupts its line. */
export const EdgeLabel = memo(function EdgeLabel({
  x,
  y,
  text,
  note,
  number,
  status,
  pinned,
}: EdgeLabelProps) {
  const badge = number === null ? 0 : 18;
  const width = Math.max(text.length, note.length) * CHAR + 8 + badge;
  const height = note ? 2 * LINE + 4 : LINE + 5;
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
