import { parseArgs } from 'node:util';
import { addressOf, withoutGateways } from '../../export/index.ts';
import { decodeLink, formatText } from '../../scenario/index.ts';
import { claimOf } from '../../trace/index.ts';
import { baseIn } from '../input/base.ts';
import { readSource } from '../input/source.ts';
import { type Console, Refusal } from '../output/console.ts';
import { repeat } from '../repeat.ts';

/** `link [--claim] [--base URL] FILE`: the link of the scenario, or its fragment, which says on demand how it ends. */
export function link(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { claim: { type: 'boolean' }, base: { type: 'string' } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length)
    throw new Refusal(`link: ${positionals.length} files; expected one FILE, or - for standard input`);
  const base = baseIn(values.base);
  const source = readSource(file, console);
  if (!source) return;
  const { scenario } = source;
  const { design, ops } = scenario;
  const claim = values.claim ? claimOf(design, ...repeat(ops, design)) : scenario.claim;
  const address = addressOf(base, { ...scenario, ...(claim && { claim }) });
  console.print(base ? address : address.slice(1));
}

/** `unlink FRAGMENT`: the text form. What cannot be read is said, and what can is printed all the same. */
export function unlink(args: readonly string[], console: Console): void {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [fragment, ...more] = positionals;
  if (fragment === undefined || more.length)
    throw new Refusal(`unlink: ${positionals.length} links; expected one link or fragment, in quotes`);
  const { scenario, problems } = decodeLink(withoutGateways(fragment));
  for (const problem of problems) console.refuse(problem);
  if (scenario) console.print(formatText(scenario).trimEnd());
}
