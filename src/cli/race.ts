import { Race, scheduled, startOf, type Way } from '../explorer/index.ts';
import { type DesignName, designOf } from '../iommufd/index.ts';
import { formatOp, parseText, type Scenario } from '../scenario/index.ts';
import { many, type Report, textOf } from './report.ts';

/** States after which a race stops, and says so. */
const MOST_STATES = 1_000_000;

/** The most calls that race: each more multiplies the interleavings. */
const MOST_CALLS = 3;

/** The calls of `--race OP,OP`, as they can stand after the operations; or a sentence about what is wrong with them. */
export function racingIn(scenario: Scenario, ops: Way, calls: string): Way | string {
  const lines = calls.split(',').map((call) => call.trim());
  if (lines.length < 2 || lines.length > MOST_CALLS)
    return `--race ${calls}: ${many(lines.length, 'call')}; expected two or three, with commas between`;
  const before = textOf(scenario, scenario.design, ops);
  const { scenario: whole, problems } = parseText(`${before}\n${lines.join('\n')}`);
  const [problem] = problems;
  if (problem) return `--race ${calls}: ${problem.message}; expected ${problem.expected}`;
  return whole.ops.slice(-lines.length);
}

/** Every interleaving of some calls after the operations, in a design. */
export function race(name: string, scenario: Scenario, ops: Way, calls: Way, design: DesignName): Report {
  const start = startOf(ops, designOf(design));
  const found = new Race(start.variables.start, calls, start.design, start.labels);
  found.explore(MOST_STATES);
  const { clashes, finishes, states, transitions, isComplete } = found;
  const asScenario = (turns: readonly number[]) =>
    textOf(scenario, design, [...start.ops, ...scheduled(start, calls, turns)]);
  const ends = [
    ...new Set(finishes.map(({ outcomes }) => outcomes.map(({ errno }) => errno ?? '0').join(', '))),
  ].sort();
  const bound = isComplete ? '' : ', stopped at the bound';
  const shortest = clashes[0] && asScenario(clashes[0].turns);
  const text = [
    `${name} in ${design}: ${calls.map(formatOp).join(' ∥ ')}: ${many(states.count, 'state')}, ${many(transitions, 'micro-step')}${bound}`,
    ...ends.map((end) => `  returns ${end}`),
    ...clashes.map(
      ({ fault, turns }) => `  ${fault.name} after ${many(turns.length, 'micro-step')}: ${fault.because}`,
    ),
    ...(clashes.length === 0 && isComplete ? ['  nothing goes wrong in any interleaving'] : []),
    ...(shortest ? ['', shortest, ''] : []),
  ];
  const json = {
    scenario: name,
    design,
    race: calls.map(formatOp),
    states: states.count,
    transitions,
    isComplete,
    returns: ends,
    clashes: clashes.map(({ fault, turns }) => ({
      ...fault,
      microSteps: turns.length,
      counterexample: asScenario(turns),
    })),
  };
  return { text: text.join('\n'), json, fails: clashes.length > 0 };
}
