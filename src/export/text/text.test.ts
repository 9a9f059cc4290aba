import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type DesignName, MAIN_DESIGNS } from '../../iommufd/index.ts';
import { formatText, LIBRARY, SEED } from '../../scenario/index.ts';
import { drawingsIn } from '../paste/drawing.ts';
import { readMail } from '../paste/mail.ts';
import { FORMATS } from '../picture/formats.ts';
import { type Moment, momentOf } from '../picture/moment.ts';
import { cyclesTextOf, graphTextOf } from './graph_text.ts';

const LOOK = { theme: 'auto', reading: 'holds', link: '#1a' } as const;
const TEXTS = [FORMATS.text, FORMATS.cycle, FORMATS.ledger, FORMATS.steps, FORMATS.columns];

const at = (scenario: typeof SEED, design: DesignName, frame?: number): Moment => {
  const moment = momentOf(scenario, design, frame);
  if ('last' in moment) throw new Error(`no frame ${frame}`);
  return moment;
};
const atEnd = (scenario: typeof SEED, design: (typeof MAIN_DESIGNS)[number]) =>
  at({ ...scenario, cursor: { op: scenario.ops.length, step: 0 } }, design);

test('the cycle of the first scenario comes out as the patch draws it', () => {
  expect(cyclesTextOf(atEnd(SEED, 'naive'), { reading: 'releases' }).split('\n')).toEqual([
    'ictx --releases--> hw_queue --releases--> access',
    '  ^                                         |',
    '  |_________________releases________________v',
    '',
  ]);
  expect(cyclesTextOf(atEnd(SEED, '7.3'), { reading: 'releases' })).toBe('');
});

test.each([
  ['naive', 'not taken', false],
  ['x: naive, without access->ictx of access 8', 'not taken', true],
  ['7.3', 'not taken, it is NULL', true],
  ['no-zeroing', 'not taken, it is uninitialised', true],
] as const)('in %s no format draws a reference as held that is not taken', (design, note, isSkipped) => {
  const moment = at({ ...SEED, cursor: { op: 7, step: 0 } }, design);
  const text = graphTextOf(moment, { reading: 'holds' });
  expect(text.includes('--holds--> ictx  [access->ictx]')).toBe(!isSkipped);
  expect(text.includes(`  ..${note}..> ictx  [access->ictx]`)).toBe(isSkipped);
  for (const format of ['text', 'ledger', 'dot', 'mermaid', 'markdown', 'json', 'svg'] as const) {
    // A picture says so in its legend all the same.
    const written = String(FORMATS[format].write(moment, LOOK)).replace(
      '<text x="40" y="4">not taken</text>',
      '',
    );
    expect([format, written.includes(note)]).toEqual([format, isSkipped]);
    expect(written).not.toContain('not counted');
  }
});

describe.each(LIBRARY.map(({ scenario }) => [scenario.title, scenario] as const))('%s', (_, scenario) => {
  test.each(MAIN_DESIGNS)('in %s fits a mail: 72 columns of 7 bits, in each text', (design) => {
    for (const moment of [at(scenario, design), atEnd(scenario, design)])
      for (const { write } of TEXTS)
        for (const line of write(moment, LOOK).split('\n')) {
          expect(line).toMatch(/^[\x20-\x7e]{0,72}$/);
          expect(line).not.toMatch(/\s$/);
        }
  });

  test('its list of steps reads back as what was done', () => {
    const mail = readMail(FORMATS.steps.write(atEnd(scenario, '7.3')));
    expect(mail).toMatchObject({ kind: 'scenario', scenario: { design: '7.3', ops: scenario.ops } });
  });

  test('its graph reads back as the references that are drawn', () => {
    const text = graphTextOf(at(scenario, 'naive'), { reading: 'releases' });
    const arrows = drawingsIn(text.split('\n')).drawings.flatMap((drawing) => drawing.arrows);
    const drawn = new Set(arrows.map(({ from, to }) => `${from} > ${to}`));
    let holder = '';
    for (const line of text.split('\n')) {
      const [, to] = /^ {2}--releases--> (\S.*?) {2}\[/.exec(line) ?? [];
      if (/^\S/.test(line)) holder = line.replace(/:.*/, '');
      if (to !== undefined) expect(drawn).toContain(`${holder} > ${to}`);
    }
  });
});

test('threads have a column each, up to the step that decides', () => {
  const race = LIBRARY.find(({ id }) => id === 'queue-race');
  if (!race) throw new Error('there is no race in the library');
  const text = FORMATS.columns.write(atEnd(race.scenario, '7.3'));
  expect(text).toMatch(/^ CPU0 +CPU1/m);
  expect(text).toMatch(/^ {20,}iommufd_/m);
  expect(text).toMatch(/^ \*\*\* [A-Z ]+ \*\*\*$/m);
});

test('a leak says who would put what, were it not waited for', () => {
  const text = FORMATS.columns.write(atEnd(SEED, 'naive'));
  expect(text).toMatch(/file count 2 -> 1/);
  expect(text).toMatch(
    /access is to put ictx in\n +iommufd_access_destroy_object\(\)\n +\.\.\. which ictx is waiting for/,
  );
});

test('the README shows what the command prints', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  for (const line of cyclesTextOf(atEnd(SEED, 'naive'), { reading: 'releases' }).trim().split('\n'))
    expect(readme).toContain(line.trim());
});

test('a scenario in text form is read as what it is', () => {
  for (const { scenario } of LIBRARY)
    expect(readMail(formatText(scenario))).toEqual({ kind: 'scenario', of: 'text', scenario, notes: [] });
});
