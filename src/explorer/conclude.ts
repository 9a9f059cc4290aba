import { lawLines, type PropertyResult, propertyLines } from './lines.ts';
import { Reading, type Way } from './reading.ts';
import type { Exploration } from './teardown/explore.ts';
import type { PastFault } from './teardown/past.ts';

export type Headline = 'UAF' | 'BAD PUT' | 'HANG' | 'LEAK' | 'NO PROGRESS' | 'WARN' | 'FREED' | 'ALIVE';

/** What an exploration shows. */
export interface Conclusion {
  readonly headline: Headline;
  readonly because: string;
  /**
   * The shortest way to what the headline says, as in the line that it comes from. Empty where the operations before
   * have come to it already.
   */
  readonly way: Way;
  /** The operation before the start, from 0, in which the headline came about; null where it lies ahead. */
  readonly since: number | null;
  /** What went wrong in the operations before, in order. */
  readonly past: readonly PastFault[];
  readonly lines: readonly PropertyResult[];
  /** The laws of states at rest, if they were asked for; those that an attempt at the start breaks in any case. */
  readonly laws: readonly PropertyResult[];
  /** A context was opened, so that there is something to tear down. */
  readonly wasOpened: boolean;
  readonly states: number;
  /** Calls that were made, those that changed nothing among them. */
  readonly transitions: number;
  /** Every state was explored: what holds holds everywhere. */
  readonly isComplete: boolean;
  /** The bound that it has stopped at, in words; null where none was met. */
  readonly bound: string | null;
  readonly orders: bigint;
  readonly leaking: bigint;
  /** The shortest way to everything being freed; null if there is none. */
  readonly witness: Way | null;
}

/** The severity of what can be met, worst first; a leak has its place among them. */
const WORST: readonly Headline[] = ['UAF', 'BAD PUT', 'HANG', 'LEAK', 'NO PROGRESS', 'WARN'];

/** What the states and calls of an exploration come to. The laws are looked at in so many states. */
export function conclude(found: Exploration, lawStates = 0): Conclusion {
  const reading = new Reading(found);
  const { ends } = reading;
  const lines = propertyLines(reading);
  const { faults: past } = reading.past;
  const isLeak = ends.end.includes('LEAK') || (ends.leaking > 0n && found.met.length === 0);
  const leak = isLeak ? reading.firstLeak(() => true) : undefined;
  const failureOf = (headline: Headline) =>
    headline === 'LEAK' ? leak : reading.firstFault(({ name }) => name === headline);
  const headline = WORST.find(failureOf);
  const worst = headline && failureOf(headline);
  const freed = ends.end.indexOf('FREED');
  const isAlive = freed < 0 && ends.end.includes('ALIVE');
  return {
    headline: headline ?? (isAlive ? 'ALIVE' : 'FREED'),
    because: worst?.because ?? '',
    way: worst?.way ?? [],
    since: past.find(({ fault }) => fault.name === headline)?.op ?? null,
    past,
    lines,
    laws: lawLines(reading, lawStates),
    wasOpened: found.start.variables.start.some(({ kind }) => kind === 'ctx'),
    states: found.states.count,
    transitions: found.edges.to.length,
    isComplete: found.isComplete,
    bound: found.bound,
    orders: ends.orders,
    leaking: ends.leaking,
    witness: freed < 0 ? null : reading.wayTo(freed),
  };
}
