import { parseArgs } from 'node:util';
import { type DesignName, designOf, type Op, titleOf } from '../iommufd/index.ts';
import { formatOp, type Scenario } from '../scenario/index.ts';
import { partingsOf, sceneOf } from '../scene/index.ts';
import { keepLedgers, run } from '../trace/index.ts';
import type { Console } from './console.ts';
import { designsIn } from './design.ts';
import { distinguish, type Two } from './distinguish.ts';
import { beginning, readSource } from './source.ts';

/** The most operations in a row that are searched: each more multiplies the states. */
const MOST_DEPTH = 12;

/**
 * `compare --design A --design B [--depth N] [--json] [--from end|N|empty|cursor] [FILE…]`: where the runs of each file
 * part, operation by operation; with --from, or with no file, the shortest distinguishing sequences from there, or from
 * an empty context. Exit status 0 where nothing differs, 1 where something does, 2 on bad input, 3 where a search stopped
 * at its bound of states with nothing found.
 *
 * As JSON a line and file: `partings`, each with `operation` from 1, `op` and what it `says`; or of a search `apart`, each
 * with its kind `by`, what it `says` of each design, and all `ops`, beside the bounds and whether it `isComplete`.
 */
export function compare(args: readonly string[], { print, complain }: Console): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      design: { type: 'string', multiple: true, default: [] },
      depth: { type: 'string', default: '7' },
      from: { type: 'string' },
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
  const search = (name: string, two: readonly DesignName[], before: readonly Op[]): number => {
    const found = distinguish(name, two as Two, before, depth);
    print(values.json ? JSON.stringify(found.json, plain) : found.text);
    return found.status;
  };
  if (positionals.length === 0) {
    if (designs.length === 2 && (values.from ?? 'empty') === 'empty') return search('', designs, []);
    complain('compare: without a file expected --design twice, and no --from');
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
    if (values.from !== undefined) {
      const before = beginning(source, values.from);
      const problem =
        typeof before === 'string'
          ? before
          : compared.length > 2 && `a search compares two designs, not ${compared.length}`;
      if (problem) complain(`${file}: ${problem}`);
      status = worse(status, problem ? 2 : search(source.name, compared, before as readonly Op[]));
      continue;
    }
    const parted = part(source.name, source.parsed.scenario, compared);
    print(values.json ? JSON.stringify(parted.json) : parted.text);
    if (parted.json.partings.length > 0) status = worse(status, 1);
  }
  return status;
}

/** Of two exit statuses the one that says more: bad input, a difference, a bound that was met, nothing. */
const worse = (one: number, other: number) =>
  [2, 1, 3].find((status) => status === one || status === other) ?? 0;

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

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `0x${value.toString(16)}` : value;
}
