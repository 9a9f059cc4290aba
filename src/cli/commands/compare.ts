import { parseArgs } from 'node:util';
import { type DesignName, designOf, EXIT, type Op, titleOf } from '../../iommufd/index.ts';
import { formatOp, type Scenario } from '../../scenario/index.ts';
import { differencesOf, sceneOf } from '../../scene/index.ts';
import { keepLedgers, run } from '../../trace/index.ts';
import { designsIn } from '../input/design.ts';
import { beginning, readSource } from '../input/source.ts';
import { Bound, secondsIn } from '../output/bound.ts';
import { type Console, Refusal } from '../output/console.ts';
import { jsonOf } from '../output/json.ts';
import { STATUS } from '../output/status.ts';
import { distinguish, type Two } from './distinguish.ts';

/** The longest sequence that is searched: each operation more multiplies the states. */
const MOST_DEPTH = 12;

/**
 * `compare`: where the runs of each file part, operation by operation; with --from, or with no file, the shortest
 * distinguishing sequences from there, or from an empty context.
 *
 * As JSON a line and file: `differences`, each with `operation` from 1, `op` and what it `says`; or of a search `apart`, each
 * with its kind `by`, what it `says` of each design, and all `ops`, beside the bounds and whether it `isComplete`.
 */
export function compare(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      design: { type: 'string', multiple: true, default: [] },
      depth: { type: 'string', default: '7' },
      from: { type: 'string' },
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
  const search = (name: string, two: readonly DesignName[], before: readonly Op[]): void => {
    const { text, json, status } = distinguish(name, two as Two, before, depth, new Bound(seconds, console));
    console.note(status);
    console.print(values.json ? jsonOf(json) : text);
  };
  if (positionals.length === 0) {
    if (designs.length !== 2 || (values.from ?? 'empty') !== 'empty')
      throw new Refusal('compare: without a file, expected --design twice and no --from');
    search('', designs, []);
    return;
  }
  for (const file of positionals) {
    const source = readSource(file, console);
    if (!source) continue;
    const compared = wanted(source.scenario, designs);
    if (compared.length < 2) {
      console.refuse(
        `${file}: nothing to compare ${source.scenario.design} with; expected another --design, or a line "# beside: …"`,
      );
      continue;
    }
    if (values.from !== undefined) {
      const before = beginning(source, values.from);
      if (typeof before === 'string') console.refuse(`${file}: ${before}`);
      else if (compared.length > 2)
        console.refuse(`${file}: a search compares two designs, not ${compared.length}`);
      else search(source.name, compared, before);
      continue;
    }
    const parted = part(source.name, source.scenario, compared);
    if (parted.json.differences.length > 0) console.note(STATUS.fails);
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
  const differences = differencesOf(sceneOf(runs), told).map(({ op, says }) => ({
    operation: op + 1,
    op: formatOp(ops[op] ?? EXIT),
    says,
  }));
  const head = `${name}: ${told.map((one) => one.name).join(', ')}`;
  const lines = differences.flatMap(({ operation, op, says }) => [
    `  after ${operation} ${op}`,
    ...(says.length > 0 ? says : ['the designs agree again']).map((one) => `    ${one}`),
  ]);
  const text = [head, ...(lines.length > 0 ? lines : ['  no difference'])].join('\n');
  return { text, json: { scenario: name, designs, differences } };
}
