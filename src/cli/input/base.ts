import { Refusal } from '../output/console.ts';

/**
 * The address of the page that links lead to: what `--base` gives, or the variable PUBLIC_URL of the environment; empty
 * without either, and then a link is a fragment.
 */
export function baseIn(given: string | undefined): string {
  const base = given ?? process.env.PUBLIC_URL ?? '';
  if ((given !== undefined || base) && !/^https?:\/\/[^\s#?]+$/.test(base))
    throw new Refusal(
      `--base ${base}: expected the address of a page, such as https://example.org/release-graph/`,
    );
  return base;
}
