import { parseArgs } from 'node:util';
import { DESIGN_NAMES } from '../../iommufd/index.ts';
import { designsIn } from '../input/design.ts';
import { beginning, readSource } from '../input/source.ts';
import { Bound, secondsIn } from '../output/bound.ts';
import { type Console, Refusal } from '../output/console.ts';
import type { Report } from '../output/report.ts';
import { STATUS } from '../output/status.ts';
import { Tap, UNREADABLE } from '../output/tap.ts';
import { type Clashing, counterexamples, race, racingIn } from './race.ts';
import { search } from './search.ts';
import { teardown } from './teardown.ts';

/** The longest sequence that is searched: each operation more multiplies the states. */
const MOST_DEPTH = 12;

/** `explore`: every order of what user space can still do, every interleaving of some calls, or every sequence. */
export function explore(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      design: { type: 'string' },
      from: { type: 'string', default: 'end' },
      race: { type: 'string' },
      depth: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'boolean', default: false },
      tap: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const named = values.design === undefined ? [] : [values.design];
  const wanted = values.design === 'all' ? DESIGN_NAMES : designsIn(named);
  if (positionals.length === 0) throw new Refusal('explore: no file; expected FILE… or - for standard input');
  if (values.depth !== undefined && values.from !== 'empty')
    throw new Refusal(`--depth ${values.depth}: expected --from empty beside it`);
  const depth = Number(values.depth ?? '7');
  if (!/^\d+$/.test(values.depth ?? '7') || depth < 1 || depth > MOST_DEPTH)
    throw new Refusal(`--depth ${values.depth}: expected a number of operations from 1 to ${MOST_DEPTH}`);
  const seconds = secondsIn(values.seconds);
  const bound = new Bound(seconds, console);
  if (values.json && values.tap) throw new Refusal('explore: expected one of --json and --tap');
  const tap = new Tap();
  const tell = (report: Report, test: string) => {
    // Noted first: whoever reads may stop in the middle of it.
    if (report.fails) console.note(STATUS.fails);
    else if (!report.isComplete) console.note(STATUS.bound);
    if (values.tap) tap.add(test, report.points);
    else console.print(values.json ? JSON.stringify(report.json) : report.text);
  };
  for (const file of positionals) {
    const source = readSource(file, console);
    if (!source) {
      tap.add(file, [UNREADABLE]);
      continue;
    }
    const { name, scenario } = source;
    const ops = beginning(source, values.from);
    const calls =
      typeof ops === 'object' && values.race !== undefined ? racingIn(scenario, ops, values.race) : null;
    if (typeof ops === 'string' || typeof calls === 'string') {
      console.refuse(`${file}: ${typeof ops === 'string' ? ops : calls}`);
      continue;
    }
    const clashes: Clashing[] = [];
    for (const design of wanted.length ? wanted : [scenario.design]) {
      const test = `${name} in ${design}`;
      if (calls) {
        const report = race(name, scenario, ops, calls, design, bound);
        tell(report, test);
        clashes.push(...report.clashes);
      } else if (values.from === 'empty') tell(search(name, scenario, depth, design, bound), test);
      else tell(teardown(name, scenario, ops, design, bound), test);
    }
    if (!values.json && !values.tap)
      for (const text of counterexamples(scenario, clashes)) console.print(text);
  }
  if (values.tap) console.print(String(tap));
}
