import {
  aftermathOf,
  type Clash,
  counted,
  pastOf,
  Race,
  scheduled,
  startOf,
  type Way,
} from '../../explorer/index.ts';
import { type DesignName, designOf, type Op } from '../../iommufd/index.ts';
import { formatOp, parseText, type Scenario, sayProblem } from '../../scenario/index.ts';
import { type Bound, MOST } from '../output/bound.ts';
import { type Report, textOf } from '../output/report.ts';
import type { Point } from '../output/tap.ts';

/** The most calls that race: each more multiplies the interleavings. */
const MOST_CALLS = 3;

/** The calls of `--race OP,OP`, as they can stand after the operations; or a sentence about what is wrong with them. */
export function racingIn(scenario: Scenario, ops: Way, given: string): Way | string {
  const refuse = (sentence: string) => `--race ${given}: ${sentence}`;
  const calls = given.split(',').map((call) => call.trim());
  if (calls.length < 2 || calls.length > MOST_CALLS)
    return refuse(`${counted(calls.length, 'call')}; expected two or three, with commas between`);
  const none = calls.findIndex((call) => call === '' || /[#\r\n]/.test(call));
  if (none >= 0)
    return refuse(
      calls[none] === ''
        ? `call ${none + 1} is empty; expected an operation`
        : `call ${none + 1} has a comment or a second line; expected one operation`,
    );
  const { scenario: whole, problems } = parseText(
    [textOf(scenario, scenario.design, ops), ...calls].join('\n'),
  );
  const [problem] = problems;
  if (problem) return refuse(sayProblem(problem));
  const racing = whole.ops.slice(ops.length);
  return racing.some(({ background }) => background)
    ? refuse('each call has a thread of its own; expected calls without bg')
    : racing;
}

/** What goes wrong in a race, with the scenario that comes to it. */
export interface Clashing {
  readonly design: DesignName;
  readonly says: string;
  readonly ops: readonly Op[];
}

export interface RaceReport extends Report {
  /** The shortest first. */
  readonly clashes: readonly Clashing[];
}

/** Every interleaving of some calls after the operations, in a design. */
export function race(
  name: string,
  scenario: Scenario,
  ops: Way,
  calls: Way,
  design: DesignName,
  bound: Bound,
): RaceReport {
  const start = startOf(ops, designOf(design));
  const found = new Race(start.variables.start, calls, start.design, start.labels);
  const head = `${name} in ${design}: ${calls.map(formatOp).join(' ∥ ')}`;
  const stopped = bound.work(found, MOST, head);
  const { finishes, states, transitions, isComplete } = found;
  const past = pastOf(start).faults.map(({ fault, because }) => `${fault.name} in ${because}`);
  const all = [...found.clashes, ...aftermathOf(found, start, calls)];
  const shortestFirst = all.toSorted((a, b) => a.turns.length - b.turns.length);
  const says = ({ fault, turns }: Clash) =>
    `${fault.name} after ${counted(turns.length, 'step')}: ${fault.because}`;
  const clashes = shortestFirst.map((clash) => ({
    design,
    says: says(clash),
    ops: [...start.ops, ...scheduled(start, calls, clash.turns)],
  }));
  const returns = [
    ...new Set(finishes.map(({ outcomes }) => outcomes.map(({ errno }) => errno ?? '0').join(', '))),
  ].sort();
  const text = [
    `${head}: ${counted(states.count, 'state')}, ${counted(transitions, 'step')}${stopped ? `, ${stopped}` : ''}`,
    ...returns.map((end) => `  returns ${end}`),
    '  interleavings were recorded on no kernel: emulated only',
    ...past.map((one) => `  in the file itself: ${one}`),
    ...clashes.map((clash) => `  ${clash.says}`),
    ...(clashes.length > 0 ? [] : [`  ${isComplete ? 'no fault in any interleaving' : 'no fault so far'}`]),
  ];
  const json = {
    scenario: name,
    design,
    race: calls.map(formatOp),
    states: states.count,
    transitions,
    isComplete,
    provenance: { kind: 'emulated only', says: 'Interleavings were recorded on no kernel.' },
    past,
    returns,
    clashes: shortestFirst.map(({ fault, turns }, i) => ({
      ...fault,
      microSteps: turns.length,
      counterexample: textOf(scenario, design, clashes[i]?.ops ?? []),
    })),
  };
  const wrong = [...past.map((one) => `in the file itself: ${one}`), ...clashes.map(({ says }) => says)];
  const points: readonly Point[] =
    wrong.length > 0
      ? wrong.map((because) => ({ ok: false, says: 'no fault in any interleaving', because }))
      : [
          {
            ok: true,
            says: 'no fault in any interleaving',
            because: '',
            ...(!isComplete && { skipped: 'a bound was met' }),
          },
        ];
  return { text: text.join('\n'), json, points, fails: wrong.length > 0, isComplete, clashes };
}

/** The scenarios of what goes wrong, each once, with what it comes to and the designs in which it does. */
export function counterexamples(scenario: Scenario, clashes: readonly Clashing[]): readonly string[] {
  const byText = new Map<string, Clashing[]>();
  for (const clash of clashes) {
    const key = [clash.says, ...clash.ops.map(formatOp)].join('\n');
    byText.set(key, [...(byText.get(key) ?? []), clash]);
  }
  return [...byText.values()].map((same) => {
    const [{ says, design, ops }] = same as [Clashing];
    const designs = same.map((one) => one.design).join(', ');
    return `\n# ${says}\n# in ${designs}\n${textOf(scenario, design, ops)}\n`;
  });
}
