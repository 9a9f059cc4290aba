import { type DesignName, designOf, type Op } from '../iommufd/index.ts';
import type { Fault } from '../trace/index.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { consulted } from './consulted.ts';
import { type Cut, cutsOf } from './cuts.ts';
import { type Bounds, type Difference, Distinguishing } from './distinguish.ts';
import { Exploration } from './explore.ts';
import { Race } from './race.ts';
import { KINDS, type Reach } from './reach.ts';
import { scheduled } from './schedule.ts';
import { type Broken, Search } from './search.ts';
import { type Since, sinceOf } from './since.ts';
import { type Space, spaceOf } from './space.ts';
import { startOf } from './start.ts';
import type { Stored } from './stored.ts';

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
  /** Where to stop in each design. */
  readonly most: Stored;
}

/** Every interleaving of two or three calls. */
export interface RaceQuestion {
  readonly kind: 'race';
  readonly ops: readonly Op[];
  readonly calls: readonly Op[];
  readonly design: DesignName;
  readonly most: Stored;
}

/** Every sequence of operations from an empty context. */
export interface SearchQuestion {
  readonly kind: 'search';
  readonly design: DesignName;
  readonly depth: number;
  readonly objects: number;
  readonly most: Stored;
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
  readonly most: Stored;
}

/** What every interleaving of some calls comes to. */
export interface Raced {
  readonly design: DesignName;
  readonly states: number;
  readonly transitions: number;
  readonly isComplete: boolean;
  /** The bound that it has stopped at, in words; null where none was met. */
  readonly bound: string | null;
  /** What the calls return together, by errno or null for success: each combination once. */
  readonly returns: readonly (readonly (string | null)[])[];
  /** What goes wrong, each with the shortest turns to it as operations after `ops`. */
  readonly clashes: readonly { readonly fault: Fault; readonly turns: readonly Op[] }[];
  readonly ops: readonly Op[];
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
      readonly bound: string | null;
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
      readonly bound: string | null;
    }
  | { readonly kind: 'end' };

/** Where to stop at each place when it is asked since when a property fails. */
const SINCE: Stored = { states: 2000, bytes: 64 * 2 ** 20 };

/** States between two looks at the clock. */
const PORTION = 10;

/** Milliseconds between two reports of progress. */
const PROGRESS = 200;

/** Answers a question part by part, each as soon as it is known. `now` is in milliseconds. */
export function* answer(question: Question, now: () => number): Generator<Answer> {
  if (question.kind === 'orders') yield* orders(question, now);
  else if (question.kind === 'race') yield* race(question, now);
  else if (question.kind === 'space') yield* space(question, now);
  else if (question.kind === 'distinguish') yield* distinguish(question, now);
  else yield* search(question, now);
  yield { kind: 'end' };
}

/** Works portion by portion for as long as there is more to do, and says from time to time how far it has come. */
function* inPortions(portion: () => boolean, now: () => number, told: () => Answer): Generator<Answer> {
  let last = now();
  while (portion()) {
    if (now() - last < PROGRESS) continue;
    last = now();
    yield told();
  }
}

/** Goes on until everything is explored, or a bound is met. */
function* toTheEnd(
  found: Exploration | Race,
  design: DesignName,
  most: Stored,
  now: () => number,
): Generator<Answer> {
  const portion = () => {
    found.explore(PORTION, most);
    return !found.isComplete && !found.bound;
  };
  yield* inPortions(portion, now, () => ({ kind: 'progress', design, states: found.states.count }));
}

function* orders(question: OrdersQuestion, now: () => number): Generator<Answer> {
  const { designs, explains, lawStates, most } = question;
  for (const design of designs) {
    const begun = now();
    const { design: watched, isConsulted } = consulted(designOf(design));
    const start = startOf(question.ops, watched);
    if (start.inFlight) {
      yield { kind: 'not asked', design, because: start.inFlight };
      continue;
    }
    const found = new Exploration(start);
    yield* toTheEnd(found, design, most, now);
    const conclusion = conclude(found, lawStates);
    const { ops, actions } = found.start;
    const choices = actions.map(({ op }) => op);
    const milliseconds = now() - begun;
    const isExercised = isConsulted();
    yield { kind: 'conclusion', design, conclusion, ops, choices, milliseconds, lawStates, isExercised };
    if (!explains || design !== designs[0]) continue;
    if (conclusion.leaking > 0n)
      yield { kind: 'cuts', design, cuts: cutsOf(ops, conclusion.way, designOf(design), most) };
    if (conclusion.lines.some(({ status }) => status === 'fails'))
      yield { kind: 'since', design, since: sinceOf(question.ops, designOf(design), SINCE) };
  }
}

function* race({ ops, calls, design, most }: RaceQuestion, now: () => number): Generator<Answer> {
  const start = startOf(ops, designOf(design));
  const found = new Race(start.variables.start, calls, start.design, start.labels);
  yield* toTheEnd(found, design, most, now);
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
    bound: found.bound,
    returns: [...returns.values()],
    clashes: found.clashes.map(({ fault, turns }) => ({ fault, turns: scheduled(start, calls, turns) })),
    ops: start.ops,
  };
  yield { kind: 'raced', raced };
}

function* space({ ops, design, most }: SpaceQuestion, now: () => number): Generator<Answer> {
  const found = new Exploration(startOf(ops, designOf(design)));
  yield* toTheEnd(found, design, most, now);
  yield { kind: 'space', space: spaceOf(found) };
}

function* search({ design, depth, objects, most }: SearchQuestion, now: () => number): Generator<Answer> {
  const found = new Search(designOf(design), { depth, objects, kinds: KINDS, ...most });
  const told = (): Answer => {
    const { broken, states, transitions, isComplete, bound } = found;
    return { kind: 'searched', design, broken, states, transitions, isComplete, bound };
  };
  const portion = () => {
    found.explore(PORTION);
    return !found.isComplete && !found.bound;
  };
  yield* inPortions(portion, now, told);
  yield told();
}

function* distinguish({ ops, designs, bounds }: DistinguishQuestion, now: () => number): Generator<Answer> {
  const found = new Distinguishing([designOf(designs[0]), designOf(designs[1])], bounds, ops);
  const told = (): Answer => {
    const { differences, reach, states, transitions, isDone, isComplete, bound } = found;
    return {
      kind: 'distinguished',
      designs,
      differences,
      reach,
      states,
      transitions,
      isDone,
      isComplete,
      bound,
    };
  };
  const portion = () => {
    found.explore(PORTION);
    return !found.isDone;
  };
  yield* inPortions(portion, now, told);
  yield told();
}
