import { parseArgs } from 'node:util';
import { Exploration, startOf } from '../../explorer/index.ts';
import { promelaOf, tlaOf } from '../../export/index.ts';
import { designOf } from '../../iommufd/index.ts';
import { designsIn } from '../input/design.ts';
import { beginning, readSource } from '../input/source.ts';
import { type Console, Refusal } from '../output/console.ts';

/** States beyond which nobody could read the model, or wait for it. */
const MOST_STATES = 200_000;

/**
 * `export --promela|--tla [--design NAME] [--from end|N|empty|cursor] FILE`: what is explored, for another model checker. Exit
 * status 2 on bad input, and where there are too many states.
 */
export function exportModel(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      promela: { type: 'boolean', default: false },
      tla: { type: 'boolean', default: false },
      design: { type: 'string' },
      from: { type: 'string', default: 'end' },
    },
    allowPositionals: true,
  });
  if (values.promela === values.tla) throw new Refusal('export: expected one of --promela and --tla');
  const wanted = designsIn(values.design === undefined ? [] : [values.design]);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new Refusal('export: expected one FILE or - for standard input');
  const source = readSource(file, console);
  if (!source) return;
  const ops = beginning(source, values.from);
  if (typeof ops === 'string') throw new Refusal(`${file}: ${ops}`);
  const found = new Exploration(startOf(ops, designOf(wanted[0] ?? source.scenario.design)));
  found.explore(MOST_STATES);
  if (!found.isComplete)
    throw new Refusal(
      `${file}: more than ${MOST_STATES.toLocaleString('en')} states; expected a scenario with fewer, or --from an earlier operation`,
    );
  console.print((values.promela ? promelaOf(found) : tlaOf(found)).trimEnd());
}
