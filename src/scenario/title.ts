import { LIMITS } from './scenario.ts';

/** Line ends and other controls, and the marks that turn the direction of what stands around a title. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const LONE_SURROGATE = /\p{Cs}/gu;

/** The title as a document has it: one line, no longer than it may be, and the same in text and link. */
export function cleanTitle(title: string): string {
  const line = title
    .slice(0, LIMITS.title * 4)
    .replace(UNSEEN, ' ')
    .trim();
  // A cut may halve a pair, and what was replaced may stand at the end.
  return line
    .slice(0, LIMITS.title)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .trim();
}
