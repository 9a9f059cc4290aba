/** What can be said of a state, in no language yet. */
import type { ModelVariable } from './names.ts';

/** Of one variable. */
export interface Condition {
  readonly place: ModelVariable;
  readonly is: '==' | '!=' | '>' | '<';
  readonly number: number;
}

export type Formula =
  | boolean
  | Condition
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] };

/** All of them; what is true anyway is left out. */
export function all(parts: readonly Formula[]): Formula {
  const open = parts.filter((part) => part !== true);
  if (open.includes(false)) return false;
  return open.length === 0 ? true : open.length === 1 ? (open[0] as Formula) : { all: open };
}

/** One of them at least; what is false anyway is left out. */
export function any(parts: readonly Formula[]): Formula {
  const open = parts.filter((part) => part !== false);
  if (open.includes(true)) return true;
  return open.length === 0 ? false : open.length === 1 ? (open[0] as Formula) : { any: open };
}

const OPPOSITE = { '==': '!=', '!=': '==' } as const;

export function not(formula: Formula): Formula {
  if (typeof formula === 'boolean') return !formula;
  if ('all' in formula) return any(formula.all.map(not));
  if ('any' in formula) return all(formula.any.map(not));
  const { place, is, number } = formula;
  if (is === '>') return { place, is: '<', number: number + 1 };
  if (is === '<') return { place, is: '>', number: number - 1 };
  return { place, is: OPPOSITE[is], number };
}

/** That a variable has one of some of its values: by the ones it has, or by the fewer ones it has not. */
export function among(place: ModelVariable, numbers: ReadonlySet<number>): Formula {
  const rest = [...new Set(place.numbers)].filter((number) => !numbers.has(number));
  if (rest.length < numbers.size) return all(rest.map((number) => ({ place, is: '!=', number })));
  return any([...numbers].map((number) => ({ place, is: '==', number })));
}
