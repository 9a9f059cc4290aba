/** Words of Promela. */
import type { Formula } from './formula.ts';
import type { Effect } from './graph.ts';
import type { ModelVariable, Names } from './names.ts';

export const comment = (text: string) => `/* ${text.replaceAll('*/', '* /')} */`;

export const quoted = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('"', "'").replaceAll('%', '%%');

export function conditionOf(names: Names, formula: Formula, isInner = false): string {
  if (typeof formula === 'boolean') return String(formula);
  const parts = 'all' in formula ? formula.all : 'any' in formula ? formula.any : undefined;
  if (parts) {
    const text = parts.map((part) => conditionOf(names, part, true)).join('all' in formula ? ' && ' : ' || ');
    return isInner ? `(${text})` : text;
  }
  const { place, is, number } = formula as Exclude<Formula, boolean | { all: unknown } | { any: unknown }>;
  if (place.sort === 'flag') return (is === '==') === (number === 1) ? place.name : `!${place.name}`;
  return `${place.name} ${is} ${names.number(place, number)}`;
}

export function statementOf(names: Names, place: ModelVariable, does: Exclude<Effect, null>): string {
  if ('by' in does) return `${place.name}${does.by > 0 ? '++' : '--'}`;
  return `${place.name} = ${names.number(place, does.to)}`;
}

export const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

/** Sets a variable to what it was at the start. */
export function resetOf(names: Names, place: ModelVariable): string {
  return `${statementOf(names, place, { to: place.numbers[0] as number })};`;
}
