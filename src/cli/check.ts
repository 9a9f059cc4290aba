import { existsSync } from 'node:fs';
import { decodeLink, type Scenario } from '../scenario/index.ts';
import { checkClaim } from '../trace/index.ts';
import type { Console } from './console.ts';
import { repeat } from './repeat.ts';
import { readSource } from './source.ts';

/** Whatever is no file and has the beginning of a link in it. */
function isLink(input: string): boolean {
  return input !== '-' && /(^|#|%23)1a/.test(input) && !existsSync(input);
}

/** The scenario of a file or a link; undefined where not all of it can be read, which is complained of. */
function readInput(input: string, complain: Console['complain']): Scenario | undefined {
  if (!isLink(input)) return readSource(input, complain)?.parsed.scenario;
  const { scenario, problems } = decodeLink(input);
  for (const problem of problems) complain(`${input}: ${problem}`);
  return problems.length ? undefined : scenario;
}

/** `check FILE-OR-LINK…`: a line for each, which says whether it ends as it claims. */
export function check(args: readonly string[], { print, complain }: Console): number {
  if (args.length === 0) {
    complain('check: nothing to check; expected FILE… or LINK…, or - for standard input');
    return 2;
  }
  let status = 0;
  for (const input of args) {
    const scenario = readInput(input, complain);
    const claim = scenario?.claim;
    if (!scenario || !claim) {
      if (scenario)
        complain(`${input}: it claims nothing; expected "# claims: …", or a link of link --claim`);
      status = 2;
      continue;
    }
    const { isReproduced, says, because } = checkClaim(claim, ...repeat(scenario.ops, claim.design));
    print(`${input}: ${isReproduced ? 'reproduced' : 'differs'}: ${says}${because ? `: ${because}` : ''}`);
    if (!isReproduced) status = Math.max(status, 1);
  }
  return status;
}
