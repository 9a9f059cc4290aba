import { useApp, useAppStore } from './useApp.ts';
import './claim.css';

/** Says for as long as the run is of no design that there is, and leads back. */
export function WhatIfStrip() {
  const whatIf = useApp((state) => state.whatIf);
  const design = useApp(({ document }) => document.design);
  const { stopImagining } = useAppStore().getState();
  return (
    <div role="status" aria-label="What if">
      {whatIf && (
        <div className="claim" data-whatif>
          <p>
            <strong>What if:</strong> {design} without <code>{whatIf.says.join(' and ')}</code>. This is no
            design, only a question; a link to it shows {design} as it is.
          </p>
          <button type="button" onClick={stopImagining}>
            Back to {design}
          </button>
        </div>
      )}
    </div>
  );
}
