import type { DesignName } from '../iommufd/index.ts';
import { VERDICT_CODES } from './link/codes.ts';
import { type Problems, quote } from './text/problem.ts';
import type { Token } from './text/token.ts';

/** How a run can end. */
export type Ending = keyof typeof VERDICT_CODES;

/** What somebody says about the end of a scenario. Whoever has the scenario can run it again and see. */
export interface Claim {
  /** It speaks of the run in this design, whichever is shown. */
  readonly design: DesignName;
  readonly verdict: Ending;
  /** Of the end state. */
  readonly digest: string;
  /** Version of the rules that the run went by. */
  readonly engine: number;
}

export const ENDINGS = Object.keys(VERDICT_CODES) as readonly Ending[];

/** Characters of a digest, which are digits and small letters. */
export const DIGEST_LENGTH = 8;

const MAX_ENGINE = 9999;

export function isDigest(text: string): boolean {
  return text.length === DIGEST_LENGTH && /^[0-9a-z]+$/.test(text);
}

export function isEngine(engine: number): boolean {
  return Number.isInteger(engine) && engine >= 1 && engine <= MAX_ENGINE;
}

/** A claim as a line of text has it; the design stands in a line of its own. */
export function formatClaim({ verdict, digest, engine }: Claim): string {
  return `${verdict} ${digest} engine ${engine}`;
}

/** The inverse of formatClaim; undefined if there is a problem with it. */
export function readClaim(at: Token, problems: Problems): Omit<Claim, 'design'> | undefined {
  const [, name, digest, version] = /^(.+) (\S+) engine (\d+)$/.exec(at.text) ?? [];
  if (name === undefined || digest === undefined || version === undefined) {
    problems.add(at, `${quote(at.text)} is not a claim`, 'VERDICT DIGEST engine N');
    return undefined;
  }
  const verdict = ENDINGS.find((one) => one === name);
  const engine = Number(version);
  if (!verdict) problems.add(at, `no verdict is called ${quote(name)}`, ENDINGS.join(', '));
  if (!isDigest(digest))
    problems.add(at, `${quote(digest)} is not a digest`, `${DIGEST_LENGTH} digits or small letters`);
  if (!isEngine(engine)) problems.add(at, `${version} is not a version of the engine`, `1 to ${MAX_ENGINE}`);
  return verdict && isDigest(digest) && isEngine(engine) ? { verdict, digest, engine } : undefined;
}
