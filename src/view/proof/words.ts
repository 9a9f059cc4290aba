import type { Summary } from '../../store/index.ts';

export { counted } from '../../store/index.ts';

/** The word and the rest of a sentence about every teardown order. */
export function sentenceOf({ word, says }: Summary): string {
  return word ? `${word} ${says}` : says.charAt(0).toUpperCase() + says.slice(1);
}

export const STATUS = {
  holds: { sign: '✓' },
  fails: { sign: '✗' },
  'does not apply': { sign: '–' },
  unknown: { sign: '?' },
} as const;
