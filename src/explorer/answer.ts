import { type DesignName, designOf } from '../iommufd/index.ts';
import { conclude } from './conclude.ts';
import type {
  Answer,
  DistinguishQuestion,
  OrdersQuestion,
  Question,
  Raced,
  RaceQuestion,
  SearchQuestion,
  SpaceQuestion,
} from './question.ts';
import { aftermathOf } from './races/aftermath.ts';
import { Race } from './races/race.ts';
import { scheduled } from './races/schedule.ts';
import { consulted } from './search/consulted.ts';
import { Distinguishing } from './search/distinguish.ts';
import { KINDS } from './search/reach.ts';
import { Search } from './search/search.ts';
import { Exploration } from './teardown/explore.ts';
import { hittingSetsOf } from './teardown/hitting_sets.ts';
import { pastOf } from './teardown/past.ts';
import { sinceOf } from './teardown/since.ts';
import { spaceOf } from './teardown/space.ts';
import { startOf } from './teardown/start.ts';
import type { Stored } from './teardown/stored.ts';

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
      yield {
        kind: 'hittingSets',
        design,
        hittingSets: hittingSetsOf(ops, conclusion.way, designOf(design), most),
      };
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
    clashes: [...found.clashes, ...aftermathOf(found, start, calls)].map(({ fault, turns }) => ({
      fault,
      turns: scheduled(start, calls, turns),
    })),
    past: pastOf(start).faults.map(({ fault, because }) => `${fault.name} in ${because}`),
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
