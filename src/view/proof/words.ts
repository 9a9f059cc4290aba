import type { Summary } from '../../store/index.ts';

/** A figure with its noun: `1 state`, `1,024 states`. */
export function counted(n: number | bigint, one: string): string {
  return `${n.toLocaleString('en-US')} ${one}${n === 1 || n === 1n ? '' : 's'}`;
}

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
