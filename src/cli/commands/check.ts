import { parseArgs } from 'node:util';
import { provenanceOf } from '../../guide/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { checkClaim, missedIn } from '../../trace/index.ts';
import { readSources } from '../input/source.ts';
import { type Console, Refusal } from '../output/console.ts';
import { STATUS } from '../output/status.ts';
import { Tap, UNREADABLE } from '../output/tap.ts';
import { repeat } from '../repeat.ts';

/** `check [--tap] FILE-OR-LINK…`: a line for each, which says whether it ends as it claims, and where that is known from. */
export function check(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { tap: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0)
    throw new Refusal('check: nothing to check; expected FILE… or LINK…, or - for standard input');
  const tap = new Tap();
  for (const { input, scenario } of positionals.flatMap((one) => claimants(one, console))) {
    const claim = scenario?.claim;
    if (!scenario || !claim) {
      tap.add(input, [UNREADABLE]);
      if (scenario)
        console.refuse(
          `${input}: it makes no claim; expected a line "# claims: …", or a link made by link --claim`,
        );
      continue;
    }
    const [run, verdict] = repeat(scenario.ops, claim.design);
    const { isReproduced, says, because } = checkClaim(claim, run, verdict);
    const { tag } = provenanceOf(run, claim.design);
    const missed = run.ops.flatMap((_, i) => missedIn(run, i) ?? []);
    for (const one of missed) console.complain(`${input}: ${one}`);
    if (!isReproduced) console.note(STATUS.fails);
    const point = { ok: isReproduced, says: `ends ${claim.verdict} as claimed`, because: says };
    if (values.tap) tap.add(`${input} in ${claim.design}`, [point]);
    else
      console.print(
        `${input}: ${isReproduced ? 'reproduced' : 'differs'}: ${says}${because ? `: ${because}` : ''} [${tag}]`,
      );
  }
  if (values.tap) console.print(String(tap));
}

interface Claimant {
  readonly input: string;
  /** Undefined where it cannot be read, which was said. */
  readonly scenario: Scenario | undefined;
}

/** What an input has to check: one scenario, or one for each link of a mail. */
function claimants(input: string, console: Console): readonly Claimant[] {
  const sources = readSources(input, console);
  if (sources.length === 0) return [{ input, scenario: undefined }];
  if (sources.length === 1) return sources.map(({ scenario }) => ({ input, scenario }));
  return sources.map(({ name, scenario }) => ({ input: name, scenario }));
}
