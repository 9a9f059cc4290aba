import { counted, type Stored } from '../../explorer/index.ts';
import { type Console, Refusal } from './console.ts';

/** Work that can be done in portions: an exploration, a race, a search. */
interface Work {
  readonly explored: number;
  readonly isComplete: boolean;
  /** The bound that it has stopped at, in words. */
  readonly bound: string | null;
  explore(count: number, most: Stored): void;
}

/** States between two looks at the clock. */
const PORTION = 10;

/** Milliseconds between two reports of progress. */
const PROGRESS = 200;

/** Where an exploration or a race stops, and says so. */
export const MOST: Stored = { states: 1_000_000, bytes: 1.5 * 2 ** 30 };

/** How long to work on one thing, and who is told how far it has come. */
export class Bound {
  readonly #seconds: number | undefined;
  readonly #console: Console;

  constructor(seconds: number | undefined, console: Console) {
    this.#seconds = seconds;
    this.#console = console;
  }

  /** Works until all is explored, a bound is met, or time is up. Which bound that was, in words; or nothing. */
  work(work: Work, most: Stored, name: string): string | undefined {
    const begun = performance.now();
    const end = begun + (this.#seconds ?? Number.POSITIVE_INFINITY) * 1000;
    let told = begun;
    while (!work.isComplete) {
      const now = performance.now();
      if (now >= end) return `stopped after ${counted(this.#seconds as number, 'second')}`;
      if (now - told >= PROGRESS) {
        told = now;
        this.#console.progress(`${name}: ${counted(work.explored, 'state')} explored`);
      }
      work.explore(PORTION, most);
      if (work.bound && !work.isComplete) return `stopped at ${work.bound}`;
    }
    return undefined;
  }
}

/** The seconds of `--seconds`. Throws Refusal. */
export function secondsIn(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (/^\d+(\.\d+)?$/.test(given) && seconds > 0) return seconds;
  throw new Refusal(`--seconds ${given}: expected a number of seconds above 0`);
}
