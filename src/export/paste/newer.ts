import { decodePercent } from '../../scenario/index.ts';

/** What begins a link of another format: behind a mark, without a blank. A hash or a heading has no such mixture. */
const NEWER = /#((?:1[b-z]|[2-9][a-z])(?=[a-z.~_-]{0,80}[A-Z0-9])[\w.~-]{6,})/g;

const HASH = /^[0-9a-f]{7,40}$/;

/** A sentence for each link of a newer format in a text without gateways. */
export function newerLinksIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, fragment = ''] of decodePercent(text).matchAll(NEWER))
    if (!HASH.test(fragment)) found.add(fragment.slice(0, 12));
  return [...found].map(
    (beginning) =>
      `The link #${beginning}... was made by a newer version: this one reads links that begin with 1a.`,
  );
}
