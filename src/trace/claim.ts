import type { DesignName } from '../iommufd/index.ts';
import type { Claim } from '../scenario/index.ts';
import { digestOf } from './digest.ts';
import type { Run } from './run/frame.ts';
import type { Verdict } from './verdict.ts';

/** Version of the rules: one more whenever the same scenario may end otherwise than before, or be digested otherwise. */
const ENGINE = 2;

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

/** What is said first of a claim that was made under other rules than those it is checked by. */
function underOther(engine: number): string {
  if (engine === ENGINE) return '';
  const [claimed, here] = engine < ENGINE ? ['older', 'newer'] : ['newer', 'older'];
  return `claimed under ${claimed} rules (engine ${engine}), checked by ${here} ones (engine ${ENGINE}): `;
}

/** Compares a claim with the run in its design. */
export function checkClaim(claim: Claim, run: Run, verdict: Verdict): Check {
  const { design, engine } = claim;
  const found = claimOf(design, run, verdict);
  const isVerdict = claim.verdict === found.verdict;
  const isState = claim.digest === found.digest;
  const rules = underOther(engine);
  if (isVerdict && isState) {
    const says = `${rules}ends ${found.verdict} in ${design}; end state identical`;
    return { isReproduced: true, says, because: null };
  }
  const ends = isVerdict
    ? `ends ${found.verdict} in ${design} as claimed, but`
    : `${claim.verdict} claimed in ${design}, but it ends ${found.verdict};`;
  const state = isState ? 'is identical' : `differs: ${claim.digest} claimed, ${found.digest} found`;
  return {
    isReproduced: false,
    says: `${rules}${ends} the end state ${state}`,
    because: isVerdict ? null : verdict.headline.because,
  };
}
