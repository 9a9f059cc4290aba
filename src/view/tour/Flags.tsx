import { useApp } from '../useApp.ts';
import type { Tour } from './useTour.ts';
import './flags.css';

/** Where the stops of the tour are on the timeline, as far as they are in this design. The keyboard has [ and ]. */
export function Flags({ tour, last }: { readonly tour: Tour; readonly last: number }) {
  const design = useApp((state) => state.document.design);
  return (
    <div className="flags" aria-hidden="true">
      {tour.stations.map(({ stop, design: there, frame }, i) =>
        there === design ? (
          <button
            key={stop.says}
            type="button"
            tabIndex={-1}
            title={stop.says}
            data-now={i === tour.at || undefined}
            style={{ left: `${(100 * frame) / Math.max(last, 1)}%` }}
            onClick={() => tour.go(i)}
          >
            {i + 1}
          </button>
        ) : null,
      )}
    </div>
  );
}
