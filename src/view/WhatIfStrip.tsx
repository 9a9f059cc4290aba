import { isOwn, readOwn, titleOf } from '../store/index.ts';
import { useApp, useAppStore } from './useApp.ts';
import './claim.css';

/** Says for as long as the run is of no design that there is, and leads back. */
export function WhatIfStrip() {
  const whatIf = useApp((state) => state.whatIf);
  const design = useApp(({ document }) => document.design);
  const { setDesign, stopImagining } = useAppStore().getState();
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
      {!whatIf && isOwn(design) && (
        <div className="claim" data-whatif>
          <p>
            <strong>{titleOf(design)}:</strong> <code>{design.slice(titleOf(design).length + 2)}</code>. A
            design of your own; a link carries it.
          </p>
          <button type="button" onClick={() => setDesign(readOwn(design).base)}>
            Back to {readOwn(design).base}
          </button>
        </div>
      )}
    </div>
  );
}
