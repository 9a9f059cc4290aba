import { type DesignName, designOf, type Op } from '../iommufd/index.ts';
import { aftermathOf } from './aftermath.ts';
import type { Clash } from './clash.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { consulted } from './consulted.ts';
import { type Cut, cutsOf } from './cuts.ts';
import { type Bounds, type Difference, Distinguishing } from './distinguish.ts';
import { Exploration } from './explore.ts';
import { pastOf } from './past.ts';
import { Race } from './race.ts';
import { KINDS, type Reach } from './reach.ts';
import { scheduled } from './schedule.ts';
import { type Broken, Search } from './search.ts';
import { type Since, sinceOf } from './since.ts';
import { type Space, spaceOf } from './space.ts';
import { startOf } from './start.ts';

/** What can be asked of the explorer: plain data, as everything that is answered. */
export type Question = OrdersQuestion | RaceQuestion | SearchQuestion | SpaceQuestion | DistinguishQuestion;

/** Every order of what user space can still do. */
export interface OrdersQuestion {
  readonly kind: 'orders';
  /** What was done before. */
  readonly ops: readonly Op[];
  readonly designs: readonly DesignName[];
  /** Whether to look, in the first design, for what keeps alive that which leaks, and since when properties fail. */
  readonly explains: boolean;
  /** States in which to look at the laws; 0 for none. */
  readonly lawStates: number;
  /** States after which to stop in each design. */
  readonly states: number;
}

/** Every interleaving of two or three calls. */
export interface RaceQuestion {
  readonly kind: 'race';
  readonly ops: readonly Op[];
  readonly calls: readonly Op[];
  readonly design: DesignName;
  readonly states: number;
}

/** Every sequence of operations from an empty context. */
export interface SearchQuestion {
  readonly kind: 'search';
  readonly design: DesignName;
  readonly depth: number;
  readonly objects: number;
  readonly states: number;
}

/** The shortest sequences after which two designs differ. */
export interface DistinguishQuestion {
  readonly kind: 'distinguish';
  /** What was done before; nothing for an empty context. */
  readonly ops: readonly Op[];
  readonly designs: readonly [DesignName, DesignName];
  readonly bounds: Bounds;
}

/** All states that every order goes through. */
export interface SpaceQuestion {
  readonly kind: 'space';
  readonly ops: readonly Op[];
  readonly design: DesignName;
  readonly states: number;
}

/** What every interleaving of some calls comes to. */
export interface Raced {
  readonly design: DesignName;
  readonly states: number;
  readonly transitions: number;
  readonly isComplete: boolean;
  /** What the calls return together, by errno or null for success: each combination once. */
  readonly returns: readonly (readonly (string | null)[])[];
  /** What goes wrong, each with the shortest turns to it as operations after `ops`. */
  readonly clashes: readonly { readonly fault: Clash['fault']; readonly turns: readonly Op[] }[];
  readonly ops: readonly Op[];
  /** What went wrong in the operations before, in words. */
  readonly past: readonly string[];
}

export type Answer =
  /** So many states were met in the design that is under way. */
  | { readonly kind: 'progress'; readonly design: DesignName; readonly states: number }
  | {
      readonly kind: 'conclusion';
      readonly design: DesignName;
      readonly conclusion: Conclusion;
      /** Operations before the start: those that were asked about, and what waits for those in the background. */
      readonly ops: readonly Op[];
      /** What user space can do there. */
      readonly choices: readonly Op[];
      readonly milliseconds: number;
      /** States in which the laws were looked at, at most. */
      readonly lawStates: number;
      /** False where no rule looked at anything that the design decides otherwise than 7.3. */
      readonly isExercised: boolean;
    }
  /** A call is under way where it was asked about: nothing can be said yet. */
  | { readonly kind: 'not asked'; readonly design: DesignName; readonly because: string }
  | { readonly kind: 'cuts'; readonly design: DesignName; readonly cuts: readonly Cut[] }
  | { readonly kind: 'since'; readonly design: DesignName; readonly since: Since }
  | { readonly kind: 'raced'; readonly raced: Raced }
  | { readonly kind: 'space'; readonly space: Space }
  | {
      readonly kind: 'searched';
      readonly design: DesignName;
      readonly broken: readonly Broken[];
      readonly states: number;
      readonly transitions: number;
      readonly isComplete: boolean;
    }
  | {
      readonly kind: 'distinguished';
      readonly designs: readonly [DesignName, DesignName];
      readonly differences: readonly Difference[];
      readonly reach: Reach;
      readonly states: number;
      readonly transitions: number;
      readonly isDone: boolean;
      readonly isComplete: boolean;
    }
  | { readonly kind: 'end' };

/** States of each place when it is asked since when a property fails. */
const SINCE_STATES = 2000;

/** States between two reports of progress. */
const PORTION = 2000;

/** The same of a search, where each state takes longer. */
const SEARCH_PORTION = 200;

/** Answers a question part by part, each as soon as it is known. `now` is in milliseconds. */
export function* answer(question: Question, now: () => number): Generator<Answer> {
  if (question.kind === 'orders') yield* orders(question, now);
  else if (question.kind === 'race') yield* race(question);
  else if (question.kind === 'space') yield* space(question);
  else if (question.kind === 'distinguish') yield* distinguish(question);
  else yield* search(question);
  yield { kind: 'end' };
}

/** Goes on until everything is explored, or the bound is met. */
function* inPortions(found: Exploration | Race, design: DesignName, states: number): Generator<Answer> {
  while (!found.isComplete && found.explored < states) {
    found.explore(Math.min(PORTION, states - found.explored));
    if (!found.isComplete) yield { kind: 'progress', design, states: found.states.count };
  }
}

function* orders(question: OrdersQuestion, now: () => number): Generator<Answer> {
  const { designs, explains, lawStates, states } = question;
  for (const design of designs) {
    const begun = now();
    const { design: watched, isConsulted } = consulted(designOf(design));
    const start = startOf(question.ops, watched);
    if (start.inFlight) {
      yield { kind: 'not asked', design, because: start.inFlight };
      continue;
    }
    const found = new Exploration(start);
    yield* inPortions(found, design, states);
    const conclusion = conclude(found, lawStates);
    const { ops, actions } = found.start;
    const choices = actions.map(({ op }) => op);
    const milliseconds = now() - begun;
    const isExercised = isConsulted();
    yield { kind: 'conclusion', design, conclusion, ops, choices, milliseconds, lawStates, isExercised };
    if (!explains || design !== designs[0]) continue;
    if (conclusion.leaking > 0n)
      yield { kind: 'cuts', design, cuts: cutsOf(ops, conclusion.way, designOf(design), states) };
    if (conclusion.lines.some(({ status }) => status === 'fails'))
      yield { kind: 'since', design, since: sinceOf(question.ops, designOf(design), SINCE_STATES) };
  }
}

function* race({ ops, calls, design, states }: RaceQuestion): Generator<Answer> {
  const start = startOf(ops, designOf(design));
  const found = new Race(start.variables.start, calls, start.design, start.labels);
  yield* inPortions(found, design, states);
  const returns = new Map(
    found.finishes.map(({ outcomes }) => {
      const errnos = outcomes.map(({ errno }) => errno);
      return [errnos.join(), errnos] as const;
    }),
  );
  const raced: Raced = {
    design,
    states: found.states.count,
    transitions: found.transitions,
    isComplete: found.isComplete,
    returns: [...returns.values()],
    clashes: [...found.clashes, ...aftermathOf(found, start, calls)].map(({ fault, turns }) => ({
      fault,
      turns: scheduled(start, calls, turns),
    })),
    past: pastOf(start).faults.map(({ fault, because }) => `${fault.name} in ${because}`),
    ops: start.ops,
  };
  yield { kind: 'raced', raced };
}

function* space({ ops, design, states }: SpaceQuestion): Generator<Answer> {
  const found = new Exploration(startOf(ops, designOf(design)));
  yield* inPortions(found, design, states);
  yield { kind: 'space', space: spaceOf(found) };
}

function* search({ design, depth, objects, states: most }: SearchQuestion): Generator<Answer> {
  const found = new Search(designOf(design), { depth, objects, kinds: KINDS, states: most });
  const told = (): Answer => {
    const { broken, states, transitions, isComplete } = found;
    return { kind: 'searched', design, broken, states, transitions, isComplete };
  };
  while (!found.isComplete && found.states < most) {
    found.explore(SEARCH_PORTION);
    yield told();
  }
}

function* distinguish({ ops, designs, bounds }: DistinguishQuestion): Generator<Answer> {
  const found = new Distinguishing([designOf(designs[0]), designOf(designs[1])], bounds, ops);
  while (!found.isDone) {
    found.explore(SEARCH_PORTION);
    const { differences, reach, states, transitions, isDone, isComplete } = found;
    yield { kind: 'distinguished', designs, differences, reach, states, transitions, isDone, isComplete };
  }
}
