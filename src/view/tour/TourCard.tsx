import { useEffect, useRef } from 'react';
import { useApp } from '../useApp.ts';
import { Next } from './Next.tsx';
import type { Tour } from './useTour.ts';
import './tour.css';

interface TourCardProps {
  readonly tour: Tour;
  readonly frame: number;
  /** Whether there is something beside the tour to go to. */
  readonly canLeave?: boolean;
}

/** One stop of the tour in a sentence, and the way to the next. */
export function TourCard({ tour, frame, canLeave = true }: TourCardProps) {
  const design = useApp(({ document }) => document.design);
  const card = useRef<HTMLElement>(null);
  // In an article the card leaves the page where its reader is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => {
    if (canLeave) card.current?.scrollIntoView({ block: 'nearest' });
  }, [tour.at, canLeave]);
  const station = tour.stations[tour.at];
  if (!station) return null;
  const { length } = tour.stations;
  const isHere = station.frame === frame && station.design === design;
  return (
    <section ref={card} className="tour" aria-label="Tour">
      <header>
        <strong>
          Stop {tour.at + 1} of {length}
        </strong>
        <code>{station.design}</code>
        {!isHere && (
          <button type="button" onClick={() => tour.go(tour.at)}>
            Back to this stop
          </button>
        )}
        {canLeave && (
          <button
            type="button"
            className="tour-leave"
            aria-keyshortcuts="t"
            title="Leave the tour (t)"
            onClick={tour.leave}
          >
            Leave
          </button>
        )}
      </header>
      <p aria-live="polite">{station.stop.says}</p>
      {canLeave && tour.at === length - 1 && <Next />}
      <footer>
        <button
          type="button"
          aria-keyshortcuts="["
          title="["
          disabled={tour.at === 0}
          onClick={() => tour.go(tour.at - 1)}
        >
          ◂ Previous
        </button>
        <span className="tour-dots" aria-hidden="true">
          {tour.stations.map(({ stop }, i) => (
            <i key={stop.says} data-now={i === tour.at || undefined} data-past={i < tour.at || undefined} />
          ))}
        </span>
        {tour.at < length - 1 || !canLeave ? (
          <button
            type="button"
            className="primary"
            aria-keyshortcuts="]"
            title="]"
            disabled={tour.at === length - 1}
            onClick={() => tour.go(tour.at + 1)}
          >
            Next ▸
          </button>
        ) : (
          <button type="button" className="primary" onClick={tour.leave}>
            Done
          </button>
        )}
      </footer>
    </section>
  );
}
