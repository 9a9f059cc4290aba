import { useLayoutEffect, useRef, useState } from 'react';
import { apart } from '../../scene/index.ts';
import { useApp } from '../useApp.ts';
import type { Tour } from './useTour.ts';
import './flags.css';

/** Where the stops of the tour are on the timeline, as far as they are in this design. The keyboard has [ and ]. */
export function Flags({ tour, last }: { readonly tour: Tour; readonly last: number }) {
  const design = useApp((state) => state.document.design);
  const line = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!line.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(line.current);
    return () => observer.disconnect();
  }, []);
  const shown = tour.stations.flatMap(({ stop, design: there, frame }, i) =>
    there === design ? [{ stop, frame, i }] : [],
  );
  const sorted = shown.toSorted((a, b) => a.frame - b.frame);
  const gap = Math.min(FLAG, width / Math.max(shown.length, 1));
  const places = apart(
    sorted.map(({ frame }) => (width * frame) / Math.max(last, 1)),
    gap,
  ).map((x, i) => Math.min(Math.max(x, (i + 0.5) * gap), width - (sorted.length - i - 0.5) * gap));
  return (
    <div ref={line} className="flags" aria-hidden="true">
      {shown.map((one) => (
        <button
          key={one.stop.says}
          type="button"
          tabIndex={-1}
          title={one.stop.says}
          data-now={one.i === tour.at || undefined}
          style={{ left: places[sorted.indexOf(one)] }}
          onClick={() => tour.go(one.i)}
        >
          <span>{one.i + 1}</span>
        </button>
      ))}
    </div>
  );
}

/** Width of a flag with its room, in pixels. */
const FLAG = 24;
