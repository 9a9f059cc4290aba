import { parseArgs } from 'node:util';
import { TELLING_KINDS, Telling } from '../explorer/index.ts';
import { type DesignName, designOf, titleOf } from '../iommufd/index.ts';
import { formatOp, formatText, type Scenario } from '../scenario/index.ts';
import { partingsOf, sceneOf } from '../scene/index.ts';
import { keepLedgers, run } from '../trace/index.ts';
import { Bound, secondsIn } from './bound.ts';
import { type Console, Refusal } from './console.ts';
import { designsIn } from './design.ts';
import { many } from './report.ts';
import { readSource } from './source.ts';
import { STATUS } from './status.ts';

/** Pairs of states after which a search stops, and says so. */
const MOST_STATES = 200_000;

/** Objects at a time, when they are told apart from an empty context. */
const OBJECTS = 9;

const MOST_DEPTH = 12;

/**
 * `compare --design A --design B [--depth N] [--json] [FILE…]`: where the runs of each file part, operation by
 * operation; with no file the shortest sequences from an empty context that tell the two apart.
 */
export function compare(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      design: { type: 'string', multiple: true, default: [] },
      depth: { type: 'string', default: '7' },
      seconds: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const designs = designsIn(values.design);
  const depth = Number(values.depth);
  if (!/^\d+$/.test(values.depth) || depth < 1 || depth > MOST_DEPTH)
    throw new Refusal(`--depth ${values.depth}: expected a number of operations from 1 to ${MOST_DEPTH}`);
  const seconds = secondsIn(values.seconds);
  const [one, other] = designs;
  if (positionals.length === 0) {
    if (!one || !other || designs.length > 2)
      throw new Refusal('compare: without a file expected --design twice');
    tell(one, other, depth, values.json, new Bound(seconds, console), console);
    return;
  }
  for (const file of positionals) {
    const source = readSource(file, console);
    if (!source) continue;
    const compared = wanted(source.scenario, designs);
    if (compared.length < 2) {
      console.refuse(
        `${file}: nothing to compare ${source.scenario.design} with; expected another --design, or a line # beside:`,
      );
      continue;
    }
    const parted = part(source.name, source.scenario, compared);
    if (parted.json.partings.length > 0) console.note(STATUS.fails);
    console.print(values.json ? JSON.stringify(parted.json) : parted.text);
  }
}

/** The designs that were named, or those that the file compares, each once. */
function wanted({ design, beside = [] }: Scenario, named: readonly DesignName[]): readonly DesignName[] {
  return [...new Set(named.length > 1 ? named : [design, ...(named.length > 0 ? named : beside)])];
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
  bound: Bound,
  console: Console,
): void {
  const reach = { depth, objects: OBJECTS, kinds: TELLING_KINDS, states: MOST_STATES };
  const found = new Telling([designOf(one), designOf(other)], reach);
  const stopped = bound.work(found, MOST_STATES, `${titleOf(one)} and ${titleOf(other)}`);
  const { apart, states, isComplete } = found;
  if (apart.length > 0) console.note(STATUS.fails);
  else if (!isComplete) console.note(STATUS.bound);
  if (json) console.print(JSON.stringify({ designs: [one, other], depth, states, isComplete, apart }, plain));
  else {
    console.print(
      `${titleOf(one)} and ${titleOf(other)}, from an empty context, up to ${many(depth, 'operation')}: ${many(states, 'pair')} of states${stopped ? `, ${stopped}` : ''}`,
    );
    for (const { by, says, ops } of apart) {
      console.print(`  ${by}: ${says[0]} in ${titleOf(one)}; ${says[1]} in ${titleOf(other)}`);
      const cursor = { op: ops.length, step: 0 };
      console.print(`\n${formatText({ title: '', design: one, beside: [other], ops, cursor })}`);
    }
    if (apart.length === 0) console.print('  no difference within these bounds');
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `0x${value.toString(16)}` : value;
}
