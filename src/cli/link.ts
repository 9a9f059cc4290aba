import { decodeLink, encodeLink, formatText } from '../scenario/index.ts';
import type { Console } from './console.ts';
import { readSource } from './source.ts';

/** `link FILE`: the fragment of the scenario's link. */
export function link(args: readonly string[], { print, complain }: Console): number {
  const [file, ...more] = args;
  if (file === undefined || more.length) {
    complain(`link: ${args.length} files; expected one FILE, or - for standard input`);
    return 2;
  }
  const source = readSource(file, complain);
  if (!source) return 2;
  print(encodeLink(source.parsed.scenario));
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
