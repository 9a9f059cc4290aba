import { parseArgs } from 'node:util';
import { addressOf, FORMATS, type FormatName, momentOf } from '../../export/index.ts';
import { baseIn } from '../input/base.ts';
import { designsIn } from '../input/design.ts';
import { readSource } from '../input/source.ts';
import { type Console, Refusal } from '../output/console.ts';

const NAMES = Object.keys(FORMATS) as FormatName[];
const THEMES = ['auto', 'light', 'dark'] as const;
const READINGS = ['holds', 'releases'] as const;

/**
 * `render --as FORMAT [--step N] [--design NAME] [--theme auto|light|dark] [--reading holds|releases] [--base URL] FILE`:
 * the graph at a step, or the run in small, as a picture or a text. Without a step it is the one at which the scenario opens.
 */
export function render(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      as: { type: 'string' },
      step: { type: 'string' },
      design: { type: 'string' },
      theme: { type: 'string', default: 'auto' },
      reading: { type: 'string', default: 'holds' },
      base: { type: 'string' },
    },
    allowPositionals: true,
  });
  const as = NAMES.find((name) => name === values.as);
  if (!as) throw new Refusal(`render: expected --as with one of ${NAMES.join(', ')}`);
  const theme = THEMES.find((name) => name === values.theme);
  if (!theme) throw new Refusal(`--theme ${values.theme}: expected one of ${THEMES.join(', ')}`);
  const reading = READINGS.find((name) => name === values.reading);
  if (!reading) throw new Refusal(`--reading ${values.reading}: expected one of ${READINGS.join(', ')}`);
  const wanted = designsIn(values.design === undefined ? [] : [values.design]);
  if (values.step !== undefined && !/^\d{1,7}$/.test(values.step))
    throw new Refusal(`--step ${values.step}: expected the number of a step`);
  const base = baseIn(values.base);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new Refusal('render: expected one FILE or - for standard input');
  const source = readSource(file, console);
  if (!source) return;
  const { scenario } = source;
  const step = values.step === undefined ? undefined : Number(values.step);
  const moment = momentOf(scenario, wanted[0] ?? scenario.design, step);
  if ('last' in moment) throw new Refusal(`${file}: --step ${step}: expected a step up to ${moment.last}`);
  const link = addressOf(base, moment.scenario);
  console.print(FORMATS[as].write(moment, { theme, reading, link }).trimEnd());
}
