import { parseArgs } from 'node:util';
import { TELLING_KINDS, Telling } from '../explorer/index.ts';
import { type DesignName, designOf, titleOf } from '../iommufd/index.ts';
import { formatOp, formatText, type Scenario } from '../scenario/index.ts';
import { partingsOf, sceneOf } from '../scene/index.ts';
import { keepLedgers, run } from '../trace/index.ts';
import type { Console } from './console.ts';
import { designsIn } from './design.ts';
import { many } from './report.ts';
import { readSource } from './source.ts';

/** Pairs of states after which a search stops, and says so. */
const MOST_STATES = 200_000;

/** Objects at a time, when they are told apart from an empty context. */
const OBJECTS = 9;

const MOST_DEPTH = 12;

/**
 * `compare --design A --design B [--depth N] [--json] [FILE…]`: where the runs of each file part, operation by
 * operation; with no file the shortest sequences from an empty context that tell the two apart. Exit status 0 where
 * nothing differs, 1 where something does, 2 on bad input.
 */
export function compare(args: readonly string[], { print, complain }: Console): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      design: { type: 'string', multiple: true, default: [] },
      depth: { type: 'string', default: '7' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const designs = designsIn(values.design, complain);
  if (!designs) return 2;
  const depth = Number(values.depth);
  if (!/^\d+$/.test(values.depth) || depth < 1 || depth > MOST_DEPTH) {
    complain(`--depth ${values.depth}: expected a number of operations from 1 to ${MOST_DEPTH}`);
    return 2;
  }
  const [one, other] = designs;
  if (positionals.length === 0) {
    if (one && other && designs.length === 2) return tell(one, other, depth, values.json, print);
    complain('compare: without a file expected --design twice');
    return 2;
  }
  let status = 0;
  for (const file of positionals) {
    const source = readSource(file, complain);
    const compared = source && wanted(source.parsed.scenario, designs);
    if (!compared || compared.length < 2) {
      if (compared)
        complain(`${file}: nothing to compare with; expected --design twice, or a line # beside:`);
      status = 2;
      continue;
    }
    const parted = part(source.name, source.parsed.scenario, compared);
    print(values.json ? JSON.stringify(parted.json) : parted.text);
    if (parted.json.partings.length > 0) status = Math.max(status, 1);
  }
  return status;
}

/** The designs that were named, or those that the file compares. */
function wanted({ design, beside = [] }: Scenario, named: readonly DesignName[]): readonly DesignName[] {
  return named.length === 1 ? [design, ...named] : named.length > 0 ? named : [design, ...beside];
}

function part(name: string, { ops }: Scenario, designs: readonly DesignName[]) {
  const runs = designs.map((design) => run(ops, designOf(design)));
  const told = runs.map((one, i) => ({
    name: titleOf(designs[i] as DesignName),
    run: one,
    ledgers: keepLedgers(one),
  }));
  const partings = partingsOf(sceneOf(runs), told).map(({ op, says }) => ({
    operation: op + 1,
    op: formatOp(ops[op] ?? { name: 'exit', operands: {}, labels: [] }),
    says,
  }));
  const head = `${name}: ${told.map((one) => one.name).join(', ')}`;
  const lines = partings.flatMap(({ operation, op, says }) => [
    `  after ${operation} ${op}`,
    ...(says.length > 0 ? says : ['the same again']).map((one) => `    ${one}`),
  ]);
  const text = [head, ...(lines.length > 0 ? lines : ['  no operation tells them apart'])].join('\n');
  return { text, json: { scenario: name, designs, partings } };
}

function tell(
  one: DesignName,
  other: DesignName,
  depth: number,
  json: boolean,
  print: (line: string) => void,
): number {
  const reach = { depth, objects: OBJECTS, kinds: TELLING_KINDS, states: MOST_STATES };
  const found = new Telling([designOf(one), designOf(other)], reach);
  found.explore(Number.MAX_SAFE_INTEGER);
  const { apart, states, isComplete } = found;
  if (json) print(JSON.stringify({ designs: [one, other], depth, states, isComplete, apart }, plain));
  else {
    const bound = isComplete ? '' : `, stopped at the bound of ${MOST_STATES.toLocaleString('en')}`;
    print(
      `${titleOf(one)} and ${titleOf(other)}, from an empty context, up to ${many(depth, 'operation')}: ${many(states, 'pair')} of states${bound}`,
    );
    for (const { by, says, ops } of apart) {
      print(`  ${by}: ${says[0]} in ${titleOf(one)}; ${says[1]} in ${titleOf(other)}`);
      const cursor = { op: ops.length, step: 0 };
      print(`\n${formatText({ title: '', design: one, beside: [other], ops, cursor })}`);
    }
    if (apart.length === 0) print('  no difference within these bounds');
  }
  return apart.length > 0 ? 1 : 0;
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `0x${value.toString(16)}` : value;
}
