import { parseArgs } from 'node:util';
import {
  type Conclusion,
  conclude,
  cutsOf,
  Exploration,
  type Line,
  startOf,
  type Way,
} from '../explorer/index.ts';
import { DESIGN_NAMES, type DesignName, designOf } from '../iommufd/index.ts';
import { EMPTY_SCENARIO, formatOp, formatText, type Scenario } from '../scenario/index.ts';
import type { Console } from './console.ts';
import { readSource, type Source } from './source.ts';

/** States after which an exploration stops, and says so. */
const MOST_STATES = 1_000_000;

/** Where an exploration begins: how many of the operations are done. */
function beginning(
  { parsed: { scenario } }: Source,
  from: string,
): readonly Scenario['ops'][number][] | string {
  const { ops } = scenario;
  if (from === 'end') return ops;
  if (from === 'empty') return [];
  const count = Number(from);
  if (/^\d+$/.test(from) && count <= ops.length) return ops.slice(0, count);
  return `--from ${from}: expected end, empty, or a number of operations up to ${ops.length}`;
}

function textOf({ title }: Scenario, design: DesignName, ops: Scenario['ops']): string {
  return formatText({ ...EMPTY_SCENARIO, title, design, ops }).trimEnd();
}

const steps = (way: Way) => (way.length === 0 ? 'at once' : `after ${way.map(formatOp).join(', ')}`);

function lineOf({ property, says, status, because, counterexample }: Line): string {
  const word = status === 'holds' ? 'holds  ' : status === 'fails' ? 'FAILS  ' : 'n/a    ';
  return `  ${property}  ${word} ${says}${counterexample ? `: ${steps(counterexample)}, ${because}` : ''}`;
}

function summary({ headline, way, states, transitions, orders, leaking, isComplete }: Conclusion): string {
  const many = (n: bigint | number, one: string) =>
    `${n.toLocaleString('en')} ${one}${n === 1 || n === 1n ? '' : 's'}`;
  const verdict =
    headline === 'FREED' && isComplete
      ? `FREED in all ${many(orders, 'order')}`
      : headline === 'FREED'
        ? 'no fault so far'
        : `${headline} ${steps(way)}${leaking > 0n && isComplete ? `; in ${leaking.toLocaleString('en')} of ${many(orders, 'order')}` : ''}`;
  const bound = isComplete ? '' : `, stopped at the bound of ${MOST_STATES.toLocaleString('en')}`;
  return `${verdict} (${many(states, 'state')}, ${many(transitions, 'transition')}${bound})`;
}

/** The way to show: to what the headline says, or to the first property that fails. */
function wayOf({ way, headline, lines }: Conclusion): Way {
  return headline === 'FREED' ? (lines.find(({ status }) => status === 'fails')?.counterexample ?? []) : way;
}

const failsIn = ({ lines }: Conclusion) => lines.some(({ status }) => status === 'fails');

/** What was found, as text or as one JSON document a line. */
function report(
  name: string,
  scenario: Scenario,
  found: Exploration,
  design: DesignName,
  json: boolean,
): string {
  const conclusion = conclude(found);
  const { start } = found;
  const cuts = conclusion.leaking > 0n ? cutsOf(start.ops, conclusion.way, start.design, MOST_STATES) : [];
  const keptAlive = cuts.map(({ says }) => says.join(' and '));
  const asScenario = (way: Way | null) => way && textOf(scenario, design, [...found.start.ops, ...way]);
  if (json) {
    const { lines, orders, leaking, way: _, witness, ...rest } = conclusion;
    return JSON.stringify({
      scenario: name,
      design,
      ...rest,
      orders: String(orders),
      leaking: String(leaking),
      properties: lines.map((line) => ({ ...line, counterexample: asScenario(line.counterexample) })),
      counterexample: failsIn(conclusion) ? asScenario(wayOf(conclusion)) : null,
      keptAlive,
      witness: asScenario(witness),
    });
  }
  return [
    `${name} in ${design}: ${summary(conclusion)}`,
    ...conclusion.lines.map(lineOf),
    ...keptAlive.map((says) => `  without ${says} every order frees everything`),
    ...(failsIn(conclusion) ? ['', asScenario(wayOf(conclusion)), ''] : []),
  ].join('\n');
}

/**
 * `explore [--design NAME|all] [--from end|N|empty] [--json] FILE…`: every order of what user space can still do. Exit
 * status 0 if all properties hold, 1 if one fails, 2 on bad input.
 */
export function explore(args: readonly string[], { print, complain }: Console): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      design: { type: 'string' },
      from: { type: 'string', default: 'end' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const wanted = DESIGN_NAMES.filter((name) => values.design === 'all' || name === values.design);
  if (values.design !== undefined && wanted.length === 0) {
    complain(`--design ${values.design}: no such design; expected all or one of ${DESIGN_NAMES.join(', ')}`);
    return 2;
  }
  if (positionals.length === 0) {
    complain('explore: no file; expected FILE… or - for standard input');
    return 2;
  }
  let status = 0;
  for (const file of positionals) {
    const source = readSource(file, complain);
    const ops = source && beginning(source, values.from);
    if (!source || typeof ops !== 'object') {
      if (ops) complain(`${file}: ${ops}`);
      status = 2;
      continue;
    }
    const { scenario } = source.parsed;
    for (const design of wanted.length ? wanted : [scenario.design]) {
      const found = new Exploration(startOf(ops, designOf(design)));
      found.explore(MOST_STATES);
      print(report(source.name, scenario, found, design, values.json));
      if (failsIn(conclude(found))) status = Math.max(status, 1);
    }
  }
  return status;
}
