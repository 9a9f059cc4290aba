import type { Reading } from '../../scene/index.ts';

/** Which way to read the arrows, and the marks that are not arrows. */
export function Legend({ reading }: { readonly reading: Reading }) {
  return (
    <ul className="graph-legend" aria-label="Legend">
      <li>
        <svg width="34" height="10" aria-hidden="true" className="legend-arrow">
          <path className="line" d="M1,5H27" />
          <path className="head" d="M34,5L26,1.5V8.5Z" />
        </svg>
        {reading === 'holds' ? 'holds a reference on' : 'releases, as on the list'}
      </li>
      <li>
        <svg width="34" height="10" aria-hidden="true" className="legend-uncounted">
          <path className="line" d="M1,5H11M23,5H34" />
        </svg>
        not taken
      </li>
      <li>
        <svg width="30" height="10" aria-hidden="true" className="legend-pips">
          <circle data-pip="x" cx="5" cy="5" r="3" />
          <circle data-pip="r" cx="14" cy="5" r="3" />
          <circle data-pip="h" cx="23" cy="5" r="3" />
        </svg>
        counted: xarray, holder, unexplained
      </li>
    </ul>
  );
}
