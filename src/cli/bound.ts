import { counted } from '../explorer/index.ts';
import { type Console, Refusal } from './console.ts';

/** Work that can be done in portions: an exploration, a race, a search. */
interface Work {
  readonly explored: number;
  readonly isComplete: boolean;
  explore(most: number): void;
}

/** States between two looks at the clock. */
const PORTION = 10;

/** Milliseconds between two reports of progress. */
const PROGRESS = 200;

/** How long to work on one thing, and who is told how far it has come. */
export class Bound {
  readonly #seconds: number | undefined;
  readonly #console: Console;

  constructor(seconds: number | undefined, console: Console) {
    this.#seconds = seconds;
    this.#console = console;
  }

  /** Works until all is explored, so many states are, or time is up. Which bound was met, in words; or nothing. */
  work(work: Work, states: number, name: string): string | undefined {
    const begun = performance.now();
    const end = begun + (this.#seconds ?? Number.POSITIVE_INFINITY) * 1000;
    let told = begun;
    while (!work.isComplete) {
      const before = work.explored;
      if (before >= states) return `stopped at the bound of ${counted(states, 'state')}`;
      const now = performance.now();
      if (now >= end) return `stopped after ${counted(this.#seconds as number, 'second')}`;
      if (now - told >= PROGRESS) {
        told = now;
        this.#console.progress(`${name}: ${counted(before, 'state')} explored`);
      }
      work.explore(Math.min(PORTION, states - before));
      // A search has its own bound, beyond which it does not go.
      if (work.explored === before && !work.isComplete)
        return `stopped at the bound of ${counted(states, 'state')}`;
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
