import { useCallback, useMemo } from 'react';
import { type Drawing, ringsIn, suggesting } from '../../export/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { OpenButton } from './OpenButton.tsx';
import { Sketch } from './Sketch.tsx';
import { useSearch } from './useSearch.ts';

interface DrawingPartProps {
  readonly drawing: Drawing;
  /** Empty where the mail has one drawing, and does not say what it is. */
  readonly heading: string;
  readonly onOpen: (scenario: Scenario) => void;
}

/** What a drawing says: its picture, its references, the cycles in it, and a scenario that has all of it and nothing more. */
export function DrawingPart({ drawing: { arrows }, heading, onOpen }: DrawingPartProps) {
  const rings = useMemo(() => ringsIn(arrows), [arrows]);
  const search = useSearch(useCallback(() => suggesting(arrows), [arrows]));
  return (
    <section className="drawn" aria-label={heading || 'The drawing'}>
      {heading && <h3>{heading}</h3>}
      <p>
        {rings.length === 0
          ? 'What it draws has no cycle: it can be torn down from its beginning.'
          : `What it draws has ${rings.length === 1 ? 'a cycle' : `${rings.length} cycles`}: nothing on ${rings.length === 1 ? 'it' : 'them'} goes before the rest.`}
      </p>
      <Sketch arrows={arrows} rings={rings} />
      <h4>References</h4>
      <ul className="plain mono" aria-label="References">
        {arrows.map(({ from, to, verb }) => (
          <li key={`${from} -> ${to}`}>
            {from} {verb ? `--${verb}-->` : '->'} {to}
          </li>
        ))}
      </ul>
      {search === null ? (
        <p className="muted">Looking for a scenario of the library that has all of it…</p>
      ) : search.found ? (
        <p>
          Exactly these references, among these kinds, are held in{' '}
          <OpenButton scenario={search.found} onOpen={onOpen} />
        </p>
      ) : (
        <p className="muted">
          No scenario of the library has all of these references at once, and nothing more among these kinds.
        </p>
      )}
    </section>
  );
}
