import type { Scenario } from '../scenario/index.ts';
import { type Check, checkClaim, claimOf } from '../trace/index.ts';
import { sessionOf } from './session.ts';

/** The document with the claim that it ends as it does, in the design that is shown. */
export function claiming(document: Scenario): Scenario & Required<Pick<Scenario, 'claim'>> {
  const { run, verdict } = sessionOf(document.ops, document.design);
  return { ...document, claim: claimOf(document.design, run, verdict) };
}

/** What the claim of a document comes to, in the design it speaks of. Null if nothing is claimed. */
export function checkOf({ ops, claim }: Pick<Scenario, 'ops' | 'claim'>): Check | null {
  if (!claim) return null;
  const { run, verdict } = sessionOf(ops, claim.design);
  return checkClaim(claim, run, verdict);
}
