import {
  type Conclusion,
  conclude,
  consulted,
  counted,
  Exploration,
  hittingSetsOf,
  type PastFault,
  type PropertyResult,
  pastOf,
  type Start,
  startOf,
  summaryOf,
  type Way,
} from '../../explorer/index.ts';
import { provenanceOf } from '../../guide/index.ts';
import { type DesignName, designOf } from '../../iommufd/index.ts';
import { formatOp, type Scenario } from '../../scenario/index.ts';
import { missedIn, run } from '../../trace/index.ts';
import { type Bound, MOST } from '../output/bound.ts';
import { type Report, textOf } from '../output/report.ts';
import type { Point } from '../output/tap.ts';

/** States in which the laws are looked at. */
const LAW_STATES = 20_000;

/** The same where not every state was explored: then no law is said to hold, and no more time is to be spent. */
const LAW_STATES_OF_A_PART = 500;

/** Under what fails: the way there, empty where it has happened already. */
const whenOf = (way: Way) => (way.length === 0 ? 'already' : `after ${way.map(formatOp).join(', ')}`);

const WORDS = { holds: 'holds  ', fails: 'FAILS  ', 'does not apply': 'n/a    ', unknown: 'unknown' };

function lineOf({ property, says, status, because, counterexample }: PropertyResult): string {
  const line = `  ${property.padEnd(3)} ${WORDS[status]} ${says}`;
  return counterexample ? `${line}\n${' '.repeat(14)}${whenOf(counterexample)}: ${because}` : line;
}

function headOf(conclusion: Conclusion, stopped = ''): string {
  const { states, transitions } = conclusion;
  const { word, says } = summaryOf(conclusion);
  const bound = stopped && `, ${stopped}`;
  return `${word ? `${word} ` : ''}${says} (${counted(states, 'state')}, ${counted(transitions, 'transition')}${bound})`;
}

/** The way to show: to what the headline says, or to the first property that fails. */
function wayOf({ way, headline, lines, laws }: Conclusion): Way {
  if (headline !== 'FREED' && headline !== 'ALIVE') return way;
  return [...lines, ...laws].find(({ status }) => status === 'fails')?.counterexample ?? [];
}

function pointsOf(conclusion: Conclusion): readonly Point[] {
  const { lines, laws, because } = conclusion;
  const { word, says, tone } = summaryOf(conclusion);
  const isFine = tone === 'good' || tone === 'none';
  const verdict: Point = { ok: isFine, says: `verdict: ${word ? `${word} ` : ''}${says}`, because };
  return [
    verdict,
    ...[...lines, ...laws].map(({ property, says, status, because }): Point => {
      const skipped = status === 'does not apply' ? status : status === 'unknown' ? 'a bound was met' : null;
      return { ok: status !== 'fails', says: `${property} ${says}`, because, ...(skipped && { skipped }) };
    }),
  ];
}

const inTheFile = ({ fault, because }: PastFault) => `  in the file itself: ${fault.name} in ${because}`;

const asJson = ({ fault: { name }, op, because }: PastFault) => ({ name, operation: op + 1, because });

/** A call is under way where the exploration would begin: nothing is claimed but of the operations before. */
function notAsked(name: string, design: DesignName, start: Start, inFlight: string): Report {
  const says = `not asked: ${inFlight}`;
  // A wait in the background may not be over.
  const past = pastOf(start).faults.filter(
    ({ fault, op }) => fault.name !== 'HANG' || !start.ops[op]?.background,
  );
  return {
    text: [`${name} in ${design}: ${says}`, ...past.map(inTheFile)].join('\n'),
    json: { scenario: name, design, notAsked: inFlight, past: past.map(asJson), isComplete: false },
    points: [
      { ok: true, says: 'verdict', because: '', skipped: says },
      ...past.map(
        ({ fault, because }): Point => ({ ok: false, says: `no ${fault.name} in the file itself`, because }),
      ),
    ],
    fails: past.length > 0,
    isComplete: false,
  };
}

/** Operations of the file whose thread never came to its moment. */
function missedBefore({ run, count }: Start): readonly string[] {
  const missed = run.ops.slice(0, count).flatMap((_, i) => missedIn(run, i) ?? []);
  return missed.map((says) => `  in the file itself: ${says}`);
}

/** What the operations came to, and every order of what user space can do after them, in a design. */
export function teardown(
  name: string,
  scenario: Scenario,
  ops: Way,
  design: DesignName,
  bound: Bound,
): Report {
  const { design: watched, isConsulted } = consulted(designOf(design));
  const start = startOf(ops, watched);
  if (start.inFlight) return notAsked(name, design, start, start.inFlight);
  const found = new Exploration(start);
  const stopped = bound.work(found, MOST, `${name} in ${design}`);
  const conclusion = conclude(found, stopped ? LAW_STATES_OF_A_PART : LAW_STATES);
  const { lines, laws, orders, leaking, way, witness, past, ...rest } = conclusion;
  const hittingSets = leaking > 0n && !stopped ? hittingSetsOf(start.ops, way, start.design, MOST) : [];
  const keptAlive = hittingSets.map(({ says }) => says.join(' and '));
  const isExercised = isConsulted();
  const points = pointsOf(conclusion);
  const fails = points.some(({ ok }) => !ok);
  const asScenario = (to: Way | null) => to && textOf(scenario, design, [...start.ops, ...to]);
  const provenance = provenanceOf(run(ops, start.design), design);
  const counterexample = fails ? asScenario(wayOf(conclusion)) : null;
  const text = [
    `${name} in ${design}: ${headOf(conclusion, stopped)}`,
    `  the operations before, then an exit: ${provenance.tag}; the teardown orders after them: emulated`,
    ...(isExercised ? [] : ['  nothing here depends on what the design changes in 7.3']),
    ...past.map(inTheFile),
    ...missedBefore(start),
    ...[...lines, ...laws].map(lineOf),
    ...keptAlive.map((says) => `  without ${says} every order frees everything`),
    ...(counterexample ? ['', counterexample, ''] : []),
  ];
  const json = {
    scenario: name,
    design,
    isExercised,
    ...rest,
    provenance: { kind: provenance.kind, says: provenance.says },
    past: past.map(asJson),
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
  return { text: text.join('\n'), json, points, fails, isComplete: conclusion.isComplete };
}
