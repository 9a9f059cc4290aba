import { useMemo } from 'react';
import { ringOf, ringsIn, suggestionFor } from '../../export/index.ts';
import { Dialog } from '../Dialog.tsx';
import { useApp } from '../useApp.ts';
import type { Pasted } from './openText.ts';

interface PastedDrawingProps {
  readonly pasted: Pasted;
  readonly onClose: () => void;
}

/** What a drawing says: its references, the cycles in it, and a scenario that has all of it. */
export function PastedDrawing({ pasted: { drawing, notes }, onClose }: PastedDrawingProps) {
  const open = useApp((state) => state.open);
  const { arrows } = drawing;
  const rings = useMemo(() => ringsIn(arrows), [arrows]);
  const suggestion = useMemo(() => suggestionFor(arrows), [arrows]);
  return (
    <Dialog title="A drawing" onClose={onClose}>
      <p>
        {rings.length === 0
          ? 'What it draws has no cycle: it can be torn down from its beginning.'
          : `What it draws has ${rings.length === 1 ? 'a cycle' : `${rings.length} cycles`}: none of these goes before the others.`}
      </p>
      {rings.map((names) => (
        <pre key={names.join()} className="mono">
          {ringOf(names, 'holds').join('\n')}
        </pre>
      ))}
      <h3>References</h3>
      <ul className="plain mono" aria-label="References">
        {arrows.map(({ from, to }) => (
          <li key={`${from} ${to}`}>
            {from} {'->'} {to}
          </li>
        ))}
      </ul>
      {suggestion ? (
        <p>
          All of it is held in{' '}
          <button
            type="button"
            onClick={() => {
              open(suggestion);
              onClose();
            }}
          >
            {suggestion.title}, in {suggestion.design}
          </button>
        </p>
      ) : (
        <p className="muted">No scenario of the library has all of these references at once.</p>
      )}
      {notes.length > 0 && (
        <>
          <h3>Not understood</h3>
          <ul className="plain muted" aria-label="Not understood">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
