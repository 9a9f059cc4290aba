import type { DesignName } from '../iommufd/index.ts';
import type { Claim } from '../scenario/index.ts';
import { digestOf } from './digest.ts';
import type { Run } from './run.ts';
import type { Verdict } from './verdict.ts';

/** Version of the rules: one more whenever the same scenario may end otherwise than before, or be digested otherwise. */
export const ENGINE = 1;

/** What a claim comes to when its run is repeated. */
export interface Check {
  readonly isReproduced: boolean;
  /** What is so, or what differs, to stand behind a colon. */
  readonly says: string;
}

/** What there is to claim of a run in a design. */
export function claimOf(design: DesignName, run: Run, { headline }: Verdict): Claim {
  const end = run.frames.at(-1)?.state ?? [];
  return { design, verdict: headline.name, digest: digestOf(end), engine: ENGINE };
}

/** Compares a claim with the run in its design. */
export function checkClaim(claim: Claim, run: Run, verdict: Verdict): Check {
  const { design } = claim;
  const found = claimOf(design, run, verdict);
  const isVerdict = claim.verdict === found.verdict;
  const isState = claim.digest === found.digest;
  const isReproduced = isVerdict && isState;
  const engines = `claimed by engine ${claim.engine}, run by engine ${ENGINE}`;
  if (isReproduced) {
    const engine = claim.engine === ENGINE ? `engine ${ENGINE}` : engines;
    return { isReproduced, says: `ends ${found.verdict} in ${design}; end state identical (${engine})` };
  }
  const state = isState
    ? 'the end state is identical'
    : `the end state differs: ${claim.digest} claimed, ${found.digest} found`;
  const says = isVerdict
    ? `ends ${found.verdict} in ${design} as claimed, but ${state}`
    : `${claim.verdict} claimed in ${design}, but it ends ${found.verdict}: ${verdict.headline.because}; ${state}`;
  return { isReproduced, says: `${says} (${engines})` };
}
