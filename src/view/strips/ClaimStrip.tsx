import { useMemo, useState } from 'react';
import { checkOf, sessionOf } from '../../store/index.ts';
import { useApp } from '../useApp.ts';
import { KnownFrom } from './KnownFrom.tsx';
import './claim.css';

/** What the claim that came with a link comes to; of what else is open it says nothing. */
export function ClaimStrip() {
  const ops = useApp(({ document }) => document.ops);
  const claim = useApp(({ document }) => document.claim);
  const design = useApp(({ document }) => document.design);
  const [dismissed, setDismissed] = useState<typeof claim>();
  const check = useMemo(() => checkOf({ ops, ...(claim && { claim }) }), [ops, claim]);
  if (!check || !claim || claim === dismissed) return null;
  return (
    <div className="claim" data-reproduced={check.isReproduced}>
      <p>
        <strong>Claim {check.isReproduced ? 'reproduced' : 'not reproduced'}:</strong> {check.says}.
        {design !== claim.design && <span className="muted"> Shown is {design}.</span>}
      </p>
      <KnownFrom run={sessionOf(ops, claim.design).run} design={claim.design} />
      <button type="button" aria-label="Dismiss the claim" onClick={() => setDismissed(claim)}>
        ×
      </button>
    </div>
  );
}
