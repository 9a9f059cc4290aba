import {
  type Conclusion,
  conclude,
  cutsOf,
  Exploration,
  type Line,
  startOf,
  type Way,
} from '../explorer/index.ts';
import { type DesignName, designOf } from '../iommufd/index.ts';
import { formatOp, type Scenario } from '../scenario/index.ts';
import type { Bound } from './bound.ts';
import { many, type Report, textOf } from './report.ts';

/** States after which an exploration stops, and says so. */
const MOST_STATES = 1_000_000;

/** States in which the laws are looked at. */
const LAW_STATES = 20_000;

const steps = (way: Way) => (way.length === 0 ? 'at once' : `after ${way.map(formatOp).join(', ')}`);

const WORDS = { holds: 'holds  ', fails: 'FAILS  ', 'does not apply': 'n/a    ', unknown: 'unknown' };

function lineOf({ property, says, status, because, counterexample }: Line): string {
  return `  ${property.padEnd(3)} ${WORDS[status]} ${says}${counterexample ? `: ${steps(counterexample)}, ${because}` : ''}`;
}

function summary(
  { headline, way, states, transitions, orders, leaking, isComplete }: Conclusion,
  stopped = '',
): string {
  const share =
    leaking > 0n && isComplete ? `; in ${leaking.toLocaleString('en')} of ${many(orders, 'order')}` : '';
  const fine = isComplete ? `FREED in all ${many(orders, 'order')}` : 'no fault so far';
  const verdict = headline === 'FREED' ? fine : `${headline} ${steps(way)}${share}`;
  const bound = stopped && `, ${stopped}`;
  return `${verdict} (${many(states, 'state')}, ${many(transitions, 'transition')}${bound})`;
}

/** The way to show: to what the headline says, or to the first property that fails. */
function wayOf({ way, headline, lines }: Conclusion): Way {
  return headline === 'FREED' ? (lines.find(({ status }) => status === 'fails')?.counterexample ?? []) : way;
}

/** Every order of what user space can do after the operations, in a design. */
export function teardown(
  name: string,
  scenario: Scenario,
  ops: Way,
  design: DesignName,
  bound: Bound,
): Report {
  const found = new Exploration(startOf(ops, designOf(design)));
  const stopped = bound.work(found, MOST_STATES, `${name} in ${design}`);
  const conclusion = conclude(found, LAW_STATES);
  const { lines, laws, orders, leaking, way, witness, ...rest } = conclusion;
  const { start } = found;
  const cuts = leaking > 0n && !stopped ? cutsOf(start.ops, way, start.design, MOST_STATES) : [];
  const keptAlive = cuts.map(({ says }) => says.join(' and '));
  const fails = lines.some(({ status }) => status === 'fails');
  const asScenario = (to: Way | null) => to && textOf(scenario, design, [...start.ops, ...to]);
  const counterexample = fails ? asScenario(wayOf(conclusion)) : null;
  const text = [
    `${name} in ${design}: ${summary(conclusion, stopped)}`,
    ...[...lines, ...laws].map(lineOf),
    ...keptAlive.map((says) => `  without ${says} every order frees everything`),
    ...(counterexample ? ['', counterexample, ''] : []),
  ];
  const json = {
    scenario: name,
    design,
    ...rest,
    orders: String(orders),
    leaking: String(leaking),
    properties: [...lines, ...laws].map((line) => ({
      ...line,
      counterexample: asScenario(line.counterexample),
    })),
    counterexample,
    keptAlive,
    witness: asScenario(witness),
  };
  return { text: text.join('\n'), json, fails, isComplete: conclusion.isComplete };
}
