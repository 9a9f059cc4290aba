import { type Conclusion, formatOp } from '../../store/index.ts';

/** A figure with its noun: `1 state`, `1,024 states`. */
export function counted(n: number | bigint, one: string): string {
  return `${n.toLocaleString('en-US')} ${one}${n === 1 || n === 1n ? '' : 's'}`;
}

/** The colour of a conclusion: a design whose runs are freed can still have a property that fails. */
export function toneOf({ headline, lines }: Conclusion): 'good' | 'warn' | 'bad' {
  if (headline !== 'FREED' && headline !== 'ALIVE') return headline === 'WARN' ? 'warn' : 'bad';
  return lines.some(({ status }) => status === 'fails') ? 'warn' : 'good';
}

/** The verdict on every order, and how far the worst is: the name first. */
export function wordsOf({
  headline,
  way,
  orders,
  isComplete,
  transitions,
}: Conclusion): readonly [string, string] {
  if (isComplete && transitions === 0) return [headline, 'and nothing left to do'];
  if (headline !== 'FREED' && headline !== 'ALIVE')
    return way.length === 0
      ? [headline, 'already, in every order']
      : [headline, `after ${counted(way.length, 'step')}: ${way.map(formatOp).join(', ')}`];
  if (!isComplete) return ['No fault', 'so far'];
  return [headline, orders === 1n ? 'in the one order there is' : `in all ${counted(orders, 'order')}`];
}

export const sentenceOf = (conclusion: Conclusion): string => wordsOf(conclusion).join(' ');

export const STATUS = {
  holds: { sign: '✓' },
  fails: { sign: '✗' },
  'does not apply': { sign: '–' },
  unknown: { sign: '?' },
} as const;
