import type { ReactNode } from 'react';
import type { Reading } from '../../scene/index.ts';
import { Explained } from '../terms/Explained.tsx';

/** A node in small, in the state that the drawing gives it. */
function Small({
  inner = false,
  ...state
}: {
  readonly inner?: boolean;
  readonly [state: `data-${string}`]: string;
}) {
  return (
    <svg width="34" height="18" aria-hidden="true">
      <g className="node" {...state} transform="translate(17,9)">
        <rect className="ring" x="-15" y="-8" width="30" height="16" rx="5" />
        <rect className="body" x="-12" y="-5.5" width="24" height="11" rx="3" />
        {inner && <rect className="inner" x="-9" y="-3" width="18" height="6" rx="2" />}
        {state['data-pinned'] && <rect className="hatch" x="-12" y="-5.5" width="24" height="11" rx="3" />}
      </g>
    </svg>
  );
}

/** A reference in small, likewise. */
function Line({
  children,
  ...state
}: {
  readonly children?: ReactNode;
  readonly [state: `data-${string}`]: string;
}) {
  return (
    <svg width="34" height="10" aria-hidden="true">
      <g className="edge" {...state}>
        {children}
        <path className="line" d="M1,5H26" />
        <path className="head" d="M34,5L26,1.5V8.5Z" />
      </g>
    </svg>
  );
}

function Pips({ kinds }: { readonly kinds: string }) {
  return (
    <svg width="34" height="10" aria-hidden="true">
      {[...kinds].map((kind, i) => (
        <circle key={kind} data-pip={kind} cx={5 + 8 * i} cy="5" r="3" />
      ))}
    </svg>
  );
}

/** The number of a reference on a cycle. */
function Disc() {
  return (
    <svg width="34" height="16" aria-hidden="true">
      <g className="edge-label" transform="translate(17,8)">
        <g className="badge">
          <circle r="7.5" />
          <text className="number" y="3.6" textAnchor="middle">
            1
          </text>
        </g>
      </g>
    </svg>
  );
}

/** Which way to read the arrows and the dots; the other marks when they are asked for. */
export function Legend({ reading }: { readonly reading: Reading }) {
  return (
    <div className="graph-legend">
      <ul aria-label="Legend">
        <li>
          <Line />
          {reading === 'holds' ? 'holds a reference on' : 'releases, in the function named'}
        </li>
        <li>
          <Line data-status="uncounted" />
          not taken
        </li>
        <li>
          <Pips kinds="xrh" />
          <span>
            <Explained of="counted: xarray, holder, unexplained" />
          </span>
        </li>
      </ul>
      <details>
        <summary>all marks</summary>
        <ul aria-label="All marks">
          <li>
            <Small data-kind="ictx" data-status="alive" />
            <span>
              <Explained of="the context (ictx), the root: its file keeps it" />
            </span>
          </li>
          <li>
            <Line data-change="taken" />
            taken in this step
          </li>
          <li>
            <Line data-change="put" />
            put in this step
          </li>
          <li>
            <Line data-cycle="true">
              <g className="halo">
                <path d="M1,5H33" />
              </g>
            </Line>
            on a cycle; red once nothing can reach it
          </li>
          <li>
            <Disc />
            its place on the cycle
          </li>
          <li>
            <Pips kinds="s" />
            <span>
              <Explained of="a short-term reference" />
            </span>
          </li>
          <li>
            <Small data-status="new" />
            not published yet
          </li>
          <li>
            <Small data-status="dying" inner />
            being destroyed
          </li>
          <li>
            <Small data-status="freed" />
            freed or closed
          </li>
          <li>
            <Small data-status="alive" data-pinned="true" />
            leaked: a cycle pins it
          </li>
          <li>
            <Small data-status="alive" data-stranded="true" />
            leaked: behind the cycle, out of reach
          </li>
          <li>
            <Line data-only="true">
              <path className="gap" d="M1,5H26" />
            </Line>
            held in one of the compared designs only
          </li>
          <li>
            <Small data-status="alive" data-touch="refused" />
            what this step changes; dashed where it was refused
          </li>
        </ul>
      </details>
    </div>
  );
}
