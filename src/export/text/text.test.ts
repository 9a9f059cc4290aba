import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type DesignName, MAIN_DESIGNS, ROLES } from '../../iommufd/index.ts';
import { type BuiltInId, encodeLink, formatText, LIBRARY, parseText, SEED } from '../../scenario/index.ts';
import { formatCount } from '../../trace/index.ts';
import { readMail } from '../paste/mail.ts';
import { drawingsIn } from '../paste/sketches/drawing.ts';
import { FORMATS } from '../picture/formats.ts';
import { type Moment, momentOf } from '../picture/moment.ts';
import { cyclesTextOf, graphTextOf } from './graph_text.ts';

const LOOK = { theme: 'auto', reading: 'holds', link: '#1a' } as const;
const RELEASES = { ...LOOK, reading: 'releases' } as const;
const LINK = `https://example.org/release-graph/#1a${'x'.repeat(80)}`;
const TEXTS = [FORMATS.text, FORMATS.cycle, FORMATS.ledger, FORMATS.steps, FORMATS.columns];

/** In the columns functions are whole, and the step that decides is there with its count. */
function expectColumns(moment: Moment): void {
  const { run, verdict } = moment;
  const { name, frame } = verdict.headline;
  const text = FORMATS.columns.write(moment, LOOK);
  const entered = run.frames.flatMap(({ step }) => step?.stack.map((fn) => `${fn}()`) ?? []);
  const put = Object.values(ROLES).flatMap((role) => role.put.split(/ or |, /).map((fn) => `${fn}()`));
  const known = new Set([...entered, ...put]);
  const functions = text.match(/^ {7,}\S+\(\)$/gm) ?? [];
  expect(functions.filter((fn) => !known.has(fn.trim()))).toEqual([]);
  expect(text).toContain(` *** ${name} at step ${frame} of ${run.frames.length - 1} ***`);
  expect(text).toMatch(new RegExp(`^ *${frame} `, 'm'));
  const count = run.frames[frame]?.step?.effect;
  if (count?.do === 'count' && count.from !== count.to)
    expect(text).toContain(`${formatCount(count.from)} -> ${formatCount(count.to)}`);
}

/** An access is closed while an unmap in another thread has it. */
const CLOSED = `open > c
ioas_alloc c > io
ioas_map c ioas=io iova=0x0
access_create c ioas=io > acc
pin c access=acc iova=0x0 > pn
bg 12 ioas_unmap c ioas=io all=1
bg 17 close acc
join
join
`;

/** A table that is in use is destroyed beside another thread. */
const REFUSED = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
bg 2 ioas_alloc c > other
destroy c io
join
`;

const at = (scenario: typeof SEED, design: DesignName, frame?: number): Moment => {
  const moment = momentOf(scenario, design, frame);
  if ('last' in moment) throw new Error(`no frame ${frame}`);
  return moment;
};
const atEnd = (scenario: typeof SEED, design: DesignName) =>
  at({ ...scenario, cursor: { op: scenario.ops.length, step: 0 } }, design);

test('the cycle of the first scenario comes out as the patch draws it', () => {
  expect(cyclesTextOf(atEnd(SEED, 'naive'), RELEASES).split('\n').slice(0, 4)).toEqual([
    'ictx --releases--> hw_queue --releases--> access',
    '  ^                                         |',
    '  |_________________releases________________v',
    '',
  ]);
});

test('where there is no cycle a sentence says so, and at which step there is one', () => {
  const said = (design: DesignName, step: number) =>
    cyclesTextOf(at(SEED, design, step), RELEASES).split('\n')[0];
  expect(said('7.3', 250)).toBe('There is no cycle at step 250 of 251, or at any other step.');
  const [, later] =
    /^There is no cycle at step 3 of 145; step (\d+) has one\.$/.exec(said('naive', 3) ?? '') ?? [];
  const first = Number(later);
  expect(said('naive', first - 1)).toBe(
    `There is no cycle at step ${first - 1} of 145; step ${first} has one.`,
  );
  expect(said('naive', first)).toBe('ictx --releases--> hw_queue --releases--> access');
});

test.each([
  ['naive', 'not taken', false],
  ['x: naive, without access->ictx of access 8', 'not taken', true],
  ['7.3', 'not taken, it is NULL', true],
  ['no-zeroing', 'not taken, it is uninitialised', true],
] as const)('in %s no format draws a reference as held that is not taken', (design, note, isSkipped) => {
  const moment = at({ ...SEED, cursor: { op: 7, step: 0 } }, design);
  const text = graphTextOf(moment, LOOK);
  expect(text.includes('--holds--> ictx  [access->ictx]')).toBe(!isSkipped);
  expect(text.includes(`  ..${note}..> ictx  [access->ictx]`)).toBe(isSkipped);
  for (const format of ['text', 'ledger', 'dot', 'mermaid', 'markdown', 'json', 'svg'] as const) {
    // A picture says so in its legend all the same.
    const written = String(FORMATS[format].write(moment, LOOK)).replace(
      '<text x="40" y="4">not taken</text>',
      '',
    );
    // A ledger breaks its lines.
    expect([format, written.replace(/\s+/g, ' ').includes(note)]).toEqual([format, isSkipped]);
    expect(written).not.toContain('not counted');
  }
});

describe.each(LIBRARY.map(({ scenario }) => [scenario.title, scenario] as const))('%s', (_, scenario) => {
  test.each(MAIN_DESIGNS)(
    'in %s fits a mail: 72 columns of 7 bits, in each text, and names whole',
    (design) => {
      const end = atEnd(scenario, design);
      for (const moment of [at(scenario, design), end])
        for (const { write } of TEXTS) {
          const text = write(moment, { ...LOOK, link: LINK });
          expect(text).not.toMatch(/undefined|NaN|Untitled|[^.]\.\.$/m);
          expect(text).not.toMatch(/[a-z_]\n\s+\d+ ?(?:->|,)/);
          const [link, ...lines] = text.trimEnd().split('\n').reverse();
          expect(link).toBe(LINK);
          expect(lines.filter((line) => !/^[\x20-\x7e]{0,72}$/.test(line) || / $/.test(line))).toEqual([]);
        }
      expectColumns(end);
    },
  );

  test('its list of steps reads back as what was done', () => {
    const moment = atEnd(scenario, '7.3');
    for (const link of [LOOK.link, `#${encodeLink(moment.scenario)}`]) {
      const mail = readMail(FORMATS.steps.write(moment, { ...LOOK, link }));
      expect(mail).toMatchObject({ kind: 'scenario', scenario: { design: '7.3', ops: scenario.ops } });
    }
  });

  test('its graph reads back as the references that are drawn', () => {
    const text = graphTextOf(at(scenario, 'naive'), RELEASES);
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

const builtIn = (id: BuiltInId) => {
  const found = LIBRARY.find((one) => one.id === id);
  if (!found) throw new Error(`there is no ${id} in the library`);
  return found.scenario;
};

test.each([
  ['cycle', 'naive'],
  ['forgotten-put', builtIn('forgotten-put').design],
  ['queue-race', '7.3'],
] as const)('the columns of %s are the example that is kept', (id, design) => {
  const kept = new URL(`./examples/${id}.columns.txt`, import.meta.url);
  expect(FORMATS.columns.write(atEnd(builtIn(id), design), LOOK)).toBe(readFileSync(kept, 'utf8'));
});

test('a leak says who would put what, were it not waited for', () => {
  const text = FORMATS.columns.write(atEnd(SEED, 'naive'), LOOK);
  expect(text).toMatch(/file count 2 -> 1/);
  expect(text).toMatch(
    /access 8 is to put ictx in\n +iommufd_access_destroy_object\(\)\n +\.\.\. which ictx is waiting for/,
  );
});

test('a race begins with its threads: the last user and the one that comes too late are among the steps', () => {
  const text = FORMATS.columns.write(atEnd(builtIn('queue-race'), '7.3'), LOOK);
  const told = ['hw_queue 7: users 1 -> 0', 'hw_queue 7: users 0 -> saturated', 'touches hw_queue 7'];
  expect(told.map((one) => text.indexOf(one))).toEqual(
    told.map((one) => text.indexOf(one)).sort((a, b) => a - b),
  );
  for (const one of told) expect(text).toContain(one);
});

test.each([
  ['closed', CLOSED, ['access 2: users 3 -> 2', 'access 2: users is 2, not 1', 'WARNING']],
  ['refused', REFUSED, ['ioas 1: users is 2, not 1']],
])('beside another thread, what is %s too early shows the count that was in the way', (_, text, told) => {
  const { scenario, problems } = parseText(text);
  expect(problems).toEqual([]);
  const columns = FORMATS.columns.write(atEnd(scenario, '7.3'), LOOK);
  for (const one of told) expect(columns).toContain(one);
});

test('the first step of the columns is the one that takes, or does not take, what the verdict is about', () => {
  const first = (id: BuiltInId, design: DesignName) =>
    /^ +\d+ +(\S.*)$/m.exec(
      FORMATS.columns.write(atEnd(builtIn(id), design), LOOK).replace(/\n {11,}(?=[a-z])/g, ' '),
    )?.[1];
  expect(first('cycle', 'naive')).toMatch(/^access 8: users 1 -> 2/);
  expect(first('forgotten-put', '6.17')).toMatch(/^access 8: users 2 -> 3/);
  expect(first('timeout', '7.3')).toMatch(/^ioas 1: users 1 -> 2/);
  expect(first('no-zeroing', 'no-zeroing')).toMatch(/^access 8 takes no reference on the context file/);
});

test('the steps tell what no return value does: sleeps, the kernel log, and how it ends', () => {
  const scenario = builtIn('forgotten-put');
  const text = FORMATS.steps.write(atEnd(scenario, scenario.design), LOOK).replace(/\n {7}/g, ' ');
  expect(text).toMatch(/^ {5}step \d+: iommufd_object_dec_wait sleeps up to 60 s for .* access \d+$/m);
  expect(text).toMatch(
    /^ {5}step \d+: kernel: iommufd: Time out waiting for iommufd object to become free \(derived\)$/m,
  );
  expect(text).toMatch(/^ {5}step \d+: NO PROGRESS: .* is leaked$/m);
  expect(FORMATS.steps.write(atEnd(SEED, 'naive'), LOOK)).toMatch(
    /^ {5}step 144: LEAK: access 8 pins the context file/m,
  );
});

test('an address that was mapped is no decimal number, and a result without a label is called what it is', () => {
  const { scenario } = parseText('open > c\nioas_alloc c > io\nioas_map c ioas=io\nioas_alloc c\n');
  const lines = FORMATS.steps.write(atEnd(scenario, '7.3'), LOOK).split('\n');
  expect(lines[2]).toMatch(/-> 0 iova=0x1000000$/);
  expect(lines[3]).toMatch(/-> 0 ioas=2$/);
  expect(lines[0]).toMatch(/^ {2}1 {2}open > c/);
});

test('each text ends with its design, verdict, claim and link', () => {
  const claim = { design: 'naive', verdict: 'LEAK', digest: 'abcd1234', engine: 2 } as const;
  const moment = atEnd({ ...SEED, claim }, 'naive');
  for (const { write } of TEXTS) {
    const text = write(moment, { ...LOOK, link: '#1abc' });
    expect(text).toMatch(/\n\ndesign: naive\nLEAK in naive, decided at step 144 of 145: /);
    expect(text).toMatch(/\.\nclaims: LEAK abcd1234 engine 2\nrelease-graph link: #1abc\n$/);
  }
});

test('what the xarray holds stands in the order of the IDs, under the names that the ring has', () => {
  const text = graphTextOf(atEnd(SEED, 'naive'), LOOK).replace(/,\n +/g, ', ');
  const [, list = ''] = /\[xarray\] (.*)/.exec(text) ?? [];
  const ids = list.split(', ').map((name) => Number(name.split(' ').at(-1)));
  expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(text).toContain('ictx --holds--> hw_queue 7 --holds--> access 8');
  expect(text).not.toMatch(/hw_queue(?! 7|->)/);
});

test('docs/designs.md shows what the command prints', () => {
  const document = readFileSync(new URL('../../../docs/designs.md', import.meta.url), 'utf8');
  for (const line of cyclesTextOf(atEnd(SEED, 'naive'), RELEASES).split('\n').slice(0, 3))
    expect(document).toContain(line.trim());
});

test('a scenario in text form is read as what it is', () => {
  for (const { scenario } of LIBRARY)
    expect(readMail(formatText(scenario))).toEqual({ kind: 'scenario', of: 'text', scenario, notes: [] });
});
