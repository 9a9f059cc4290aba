import { parseArgs } from 'node:util';
import { decodeLink, encodeLink, formatText } from '../scenario/index.ts';
import { claimOf } from '../trace/index.ts';
import { type Console, Refusal } from './console.ts';
import { repeat } from './repeat.ts';
import { readSource } from './source.ts';

/** `link [--claim] FILE`: the fragment of the scenario's link, which says on demand how it ends. */
export function link(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { claim: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length)
    throw new Refusal(`link: ${positionals.length} files; expected one FILE, or - for standard input`);
  const source = readSource(file, console);
  if (!source) return;
  const { scenario } = source;
  const { design, ops } = scenario;
  const claim = values.claim ? claimOf(design, ...repeat(ops, design)) : scenario.claim;
  console.print(encodeLink({ ...scenario, ...(claim && { claim }) }));
}

/** `unlink FRAGMENT`: the text form. What cannot be read is said, and what can is printed all the same. */
export function unlink(args: readonly string[], console: Console): void {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [fragment, ...more] = positionals;
  if (fragment === undefined || more.length)
    throw new Refusal(`unlink: ${positionals.length} links; expected one link or fragment, in quotes`);
  const { scenario, problems } = decodeLink(fragment);
  for (const problem of problems) console.refuse(problem);
  if (scenario) console.print(formatText(scenario).trimEnd());
}
