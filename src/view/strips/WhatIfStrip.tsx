import { isCustom, readCustom, titleOf } from '../../store/index.ts';
import { useApp, useAppStore } from '../useApp.ts';
import './claim.css';

/** Says for as long as the run is of a design of one's own, and leads back to the one that it varies. */
export function WhatIfStrip() {
  const design = useApp(({ document }) => document.design);
  const { setDesign } = useAppStore().getState();
  if (!isCustom(design)) return null;
  const { base } = readCustom(design);
  return (
    <div className="claim" data-whatif>
      <p>
        <strong>{titleOf(design)}:</strong> <code>{design.slice(titleOf(design).length + 2)}</code>. Custom
        design; a copied link includes it.
      </p>
      <button type="button" onClick={() => setDesign(base)}>
        Back to {base}
      </button>
    </div>
  );
}
