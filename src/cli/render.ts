import { parseArgs } from 'node:util';
import { FORMATS, type FormatName, momentOf } from '../export/index.ts';
import { encodeLink } from '../scenario/index.ts';
import type { Console } from './console.ts';
import { designsIn } from './design.ts';
import { readSource } from './source.ts';

const NAMES = Object.keys(FORMATS) as FormatName[];
const THEMES = ['auto', 'light', 'dark'] as const;
const READINGS = ['holds', 'releases'] as const;

/**
 * `render --as FORMAT [--step N] [--design NAME] [--theme auto|light|dark] [--reading holds|releases] FILE`: the graph at
 * a step, or the run in small, as a picture or a text. Without a step it is the one at which the scenario opens. Exit
 * status 2 on bad input.
 */
export function render(args: readonly string[], { print, complain }: Console): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      as: { type: 'string' },
      step: { type: 'string' },
      design: { type: 'string' },
      theme: { type: 'string', default: 'auto' },
      reading: { type: 'string', default: 'holds' },
    },
    allowPositionals: true,
  });
  const refuse = (sentence: string) => {
    complain(sentence);
    return 2;
  };
  const as = NAMES.find((name) => name === values.as);
  if (!as) return refuse(`render: expected --as with one of ${NAMES.join(', ')}`);
  const theme = THEMES.find((name) => name === values.theme);
  if (!theme) return refuse(`--theme ${values.theme}: expected one of ${THEMES.join(', ')}`);
  const reading = READINGS.find((name) => name === values.reading);
  if (!reading) return refuse(`--reading ${values.reading}: expected one of ${READINGS.join(', ')}`);
  const wanted = designsIn(values.design === undefined ? [] : [values.design], complain);
  if (!wanted) return 2;
  if (values.step !== undefined && !/^\d{1,7}$/.test(values.step))
    return refuse(`--step ${values.step}: expected the number of a step`);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    return refuse('render: expected one FILE or - for standard input');
  const source = readSource(file, complain);
  if (!source) return 2;
  const { scenario } = source.parsed;
  const step = values.step === undefined ? undefined : Number(values.step);
  const moment = momentOf(scenario, wanted[0] ?? scenario.design, step);
  if ('last' in moment) return refuse(`${file}: --step ${step}: expected a step up to ${moment.last}`);
  const link = `#${encodeLink(moment.scenario)}`;
  print(FORMATS[as].write(moment, { theme, reading, link }).trimEnd());
  return 0;
}
