import { parseArgs } from 'node:util';
import { decodeLink, encodeLink, formatText } from '../scenario/index.ts';
import { claimOf } from '../trace/index.ts';
import type { Console } from './console.ts';
import { repeat } from './repeat.ts';
import { readSource } from './source.ts';

/** `link [--claim] FILE`: the fragment of the scenario's link, which says on demand how it ends. */
export function link(args: readonly string[], { print, complain }: Console): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { claim: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length) {
    complain(`link: ${positionals.length} files; expected one FILE, or - for standard input`);
    return 2;
  }
  const source = readSource(file, complain);
  if (!source) return 2;
  const { scenario } = source.parsed;
  const { design, ops } = scenario;
  const claim = values.claim ? claimOf(design, ...repeat(ops, design)) : scenario.claim;
  print(encodeLink({ ...scenario, ...(claim && { claim }) }));
  return 0;
}

/** `unlink FRAGMENT`: the text form. What cannot be read is said, and what can is printed all the same. */
export function unlink(args: readonly string[], { print, complain }: Console): number {
  const [fragment, ...more] = args;
  if (fragment === undefined || more.length) {
    complain(`unlink: ${args.length} links; expected one link or fragment, in quotes`);
    return 2;
  }
  const { scenario, problems } = decodeLink(fragment);
  for (const problem of problems) complain(problem);
  if (scenario) print(formatText(scenario).trimEnd());
  return problems.length ? 2 : 0;
}
