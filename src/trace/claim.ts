import type { DesignName } from '../iommufd/index.ts';
import type { Claim } from '../scenario/index.ts';
import { digestOf } from './digest.ts';
import type { Run } from './run.ts';
import type { Verdict } from './verdict.ts';

/** Version of the rules: one more whenever the same scenario may end otherwise than before, or be digested otherwise. */
const ENGINE = 1;

/** What a claim comes to when its run is repeated. */
export interface Check {
  readonly isReproduced: boolean;
  /** What is so, or what differs, to stand behind a colon. */
  readonly says: string;
  /** Why it ends in another verdict; null if it does not. */
  readonly because: string | null;
}

/** What there is to claim of a run in a design. */
export function claimOf(design: DesignName, run: Run, { headline }: Verdict): Claim {
  const end = run.frames.at(-1)?.state ?? [];
  return { design, verdict: headline.name, digest: digestOf(end), engine: ENGINE };
}

/** Compares a claim with the run in its design. */
export function checkClaim(claim: Claim, run: Run, verdict: Verdict): Check {
  const { design, engine } = claim;
  const found = claimOf(design, run, verdict);
  const isVerdict = claim.verdict === found.verdict;
  const isState = claim.digest === found.digest;
  const engines = `claimed by engine ${engine}, run by engine ${ENGINE}`;
  if (isVerdict && isState) {
    const by = engine === ENGINE ? `engine ${ENGINE}` : engines;
    const says = `ends ${found.verdict} in ${design}; end state identical (${by})`;
    return { isReproduced: true, says, because: null };
  }
  const ends = isVerdict
    ? `ends ${found.verdict} in ${design} as claimed, but`
    : `${claim.verdict} claimed in ${design}, but it ends ${found.verdict};`;
  const state = isState ? 'is identical' : `differs: ${claim.digest} claimed, ${found.digest} found`;
  return {
    isReproduced: false,
    says: `${ends} the end state ${state} (${engines})`,
    because: isVerdict ? null : verdict.headline.because,
  };
}
