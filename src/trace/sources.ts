import type { Effect, Step } from '../machine/index.ts';
import table from './sources.json' with { type: 'json' };

/**
 * Where it is known from that a step happens in a function: `spec §n` is the description of 7.3 that the rules were
 * written from, `recorded event` and `recorded log` are in the recordings of the instrumented kernel, `log event` in the
 * logs of unmodified ones, and a reviewer who knows the code said `review A5`.
 */
const SOURCES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = table;

export const NOT_CHECKED = 'not checked';

/** What a step does, as a row of the table says it. */
function deedOf(effect: Effect): string {
  switch (effect.do) {
    case 'count':
      return `${/^(inc|set)/.test(effect.op) ? 'take' : 'put'} ${effect.ref?.role}`;
    case 'uncounted':
      return `uncounted ${effect.op} ${effect.ref.role}`;
    case 'handover':
      return `handover ${effect.to.role}`;
    case 'alloc':
    case 'free':
      return `${effect.do} ${effect.what}`;
    case 'lock':
    case 'unlock':
    case 'blocked':
      return `${effect.do} ${effect.lock}`;
    case 'set':
      return `set ${effect.field.replace(/\d+/, 'N')}`;
    case 'slot':
      return `slot ${effect.to > 0 ? 'object' : effect.to < 0 ? 'reserved' : 'empty'}`;
    case 'log':
      return `log ${effect.kind}`;
    default:
      return effect.do;
  }
}

/** The row of a step: its innermost function, `-` where none is on the stack, and what it does there. @internal */
export function rowOf({ effect, stack }: Step): { readonly fn: string; readonly deed: string } {
  return { fn: stack.at(-1) ?? '-', deed: deedOf(effect) };
}

/** Where the function of a step is known from; undefined for a step without a row. */
export function sourceOf(step: Step): string | undefined {
  const { fn, deed } = rowOf(step);
  return Object.entries(SOURCES[fn] ?? {}).find(([, deeds]) => deeds.includes(deed))?.[0];
}

/** How many rows there are, and how many of them are not checked. */
export function countRows(): { readonly rows: number; readonly notChecked: number } {
  const bySource = Object.values(SOURCES).flatMap((one) => Object.entries(one));
  const sum = (some: typeof bySource) => some.reduce((total, [, deeds]) => total + deeds.length, 0);
  return { rows: sum(bySource), notChecked: sum(bySource.filter(([source]) => source === NOT_CHECKED)) };
}
