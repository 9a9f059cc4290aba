import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opsArbitrary } from '../../iommufd/ops.arbitrary.ts';
import { encodeLink, formatText, LIBRARY, type Scenario, SEED } from '../../scenario/index.ts';
import { wrap } from '../picture/wrap.ts';
import { readMail } from './mail.ts';

const RANDOM = 20261124;

const quoted = (text: string, mark: string) =>
  text
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n');

/** As a mail program does: what is too long for a line goes on in the next. */
const wrapped = (text: string, columns: number) =>
  text
    .split('\n')
    .flatMap((line) => wrap(line, columns))
    .join('\n');

describe(`a scenario reads back out of a mail, seed ${RANDOM}`, () => {
  const scenario = (ops: Scenario['ops']): Scenario => ({
    ...SEED,
    ops,
    cursor: { op: ops.length, step: 0 },
  });
  const ways: readonly (readonly [string, (text: string) => string])[] = [
    ['quoted', (text) => quoted(text, '> ')],
    ['quoted three times', (text) => quoted(text, '> > > ')],
    ['quoted without blanks', (text) => quoted(text, '>>')],
    ['with the ends of lines that a mail has', (text) => text.replaceAll('\n', '\r\n')],
    ['between other words', (text) => `Hi all,\n\nthis leaks, I think:\n\n${text}\n-- \nJane\n`],
    ['indented under prose', (text) => `Hi,\n\n${quoted(text, '    ')}\nregards\n`],
    ['indented by a tab and quoted', (text) => `> Hi,\n>\n${quoted(text, '>\t')}\n`],
    ['quoted with bars', (text) => `Hi\n${quoted(text, '| ')}`],
    ['added by a patch', (text) => `Hi\n${quoted(text, '+')}`],
    ['in a comment of C', (text) => `/* Hi, this leaks:\n${quoted(text, ' * ')}\n */`],
    ['quoted by initials', (text) => `Hi\n${quoted(text, 'AB> ')}`],
    ['quoted by a name', (text) => `Hi\n${quoted(text, 'Jane> ')}`],
    ['quoted with colons', (text) => `Hi\n${quoted(text, ': ')}`],
    ['in a list', (text) => `Hi\n${quoted(text, '- ')}`],
    ['fenced', (text) => `Hi\n\`\`\`\n${text}\n\`\`\`\n`],
    ['in a comment of C++', (text) => `Hi\n${quoted(text, '// ')}`],
    ['out of a web page', (text) => `Hi\n${text.replaceAll('>', '&gt;')}`],
    ['in quoted-printable', (text) => `Hi\n${text.replaceAll('=', '=3D').replaceAll('>', '=3E')} =3D`],
    ['wrapped and quoted', (text) => quoted(wrapped(text, 50), '> ')],
  ];

  test.each(ways)('%s', (_, mailed) => {
    fc.assert(
      fc.property(opsArbitrary(16), (ops) => {
        fc.pre(ops.length > 0);
        const sent = scenario(ops);
        const mail = readMail(mailed(formatText(sent)));
        expect(mail.kind).toBe('scenario');
        if (mail.kind !== 'scenario') return;
        expect(formatText(mail.scenario)).toBe(formatText(sent));
      }),
      { seed: RANDOM, numRuns: 100 },
    );
  });
});

test('a link in a mail is opened, quoted, in brackets, and broken over lines', () => {
  for (const { scenario } of LIBRARY.slice(0, 12)) {
    const link = encodeLink(scenario);
    const broken = `${link.slice(0, 20)}\n> ${link.slice(20)}`;
    for (const text of [
      `See <https://example.org/#${link}>, please.`,
      `> On Monday Jane wrote:\n> https://example.org/#${broken}\n> so there`,
      `> ${link}`,
    ])
      expect(readMail(text)).toEqual({ kind: 'scenario', of: 'link', scenario, notes: [] });
  }
});

test('a comment or a hash that begins as a link does is none, and wipes out nothing', () => {
  const text = '# title: T\n# design: naive\n# 1a: build the objects\n#1a2b3c4 pick\nopen > c\nclose c\n';
  expect(readMail(text)).toMatchObject({ kind: 'scenario', scenario: { title: 'T', ops: { length: 2 } } });
  const hash = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
  for (const nothing of [hash, `#${hash}`, `commit\n${hash}\n`, '# 1a: build the objects'])
    expect(readMail(nothing)).toMatchObject({ kind: 'nothing' });
});

test('a link wins over the operations of its mail, and several are all offered', () => {
  const [one, other] = LIBRARY.slice(0, 2).map(({ scenario }) => scenario) as [Scenario, Scenario];
  expect(readMail(`open > c\nSee #${encodeLink(one)}.\n`)).toMatchObject({ kind: 'scenario', scenario: one });
  const text = `open > c\nSee #${encodeLink(one)}, or\n> ${encodeLink(other)}\nor #${encodeLink(one)}.\n`;
  expect(readMail(text)).toMatchObject({ kind: 'offers', links: [{ scenario: one }, { scenario: other }] });
});

test.each(['exit', 'open', 'fork', 'join', 'sleep'])('%s as a word of prose is no operation', (word) => {
  expect(readMail(`The process can then\n${word}\nwithout the context going away.\n`)).toMatchObject({
    kind: 'nothing',
  });
  expect(readMail(`So:\nopen > c\n\n${word}\n`)).toMatchObject({
    kind: 'scenario',
    scenario: { ops: { length: 2 } },
  });
});

test.each([
  'Hi Bob,\n\n* close\n* exit\n* open\n\nthose are the menu entries',
  'open questions:\n1. exit\n2. the rest',
  'Menu:\n- Open\n- exit\n- sleep',
  '- open fd\n- close fd\n- exit',
  '- open\n- exit',
  '+\texit',
  '+exit',
])('words alone are no scenario: %j', (text) => {
  expect(readMail(text)).toMatchObject({ kind: 'nothing' });
});

test.each(['open', 'open\nexit\n', '# title: T\nopen\n', 'Hi\n> # design: naive\n> open\n> exit\n'])(
  'words alone are a scenario as we write it: %j',
  (text) => {
    expect(readMail(text)).toMatchObject({ kind: 'scenario', of: 'text' });
  },
);

test.each(['1. ', '2) ', '(1) ', 'a) ', '[1] ', 'step 1: ', 'Step 12. '])(
  'steps counted as %j are read',
  (mark) => {
    expect(readMail(`Do this:\n${mark}open > c\n${mark}ioas_alloc c > io\n`)).toMatchObject({
      kind: 'scenario',
      scenario: { ops: { length: 2 } },
      notes: { length: 1 },
    });
  },
);

test('what was not understood is said, line by line, and not without end', () => {
  const mail = readMail(`open > c\nclose the door\nioas_alloc c colour=1 > io\n${'blah\n'.repeat(20)}`);
  expect(mail).toMatchObject({ kind: 'scenario', scenario: { ops: [{ name: 'open' }] } });
  if (mail.kind !== 'scenario') return;
  expect(mail.notes.slice(0, 2)).toEqual([
    'Line 2 was not understood: "close the door"',
    'Line 3 was not understood: "ioas_alloc c colour=1 > io"',
  ]);
  expect(mail.notes).toHaveLength(9);
  expect(mail.notes.at(-1)).toBe('14 more lines were not understood.');
});

test(`any text is read as something, or it is said that it is nothing, seed ${RANDOM}`, () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '> ',
      '--holds-->',
      ' --releases--> ',
      '  ^   |',
      '  |___v',
      'open > c',
      '#1a',
      '# design: ',
      '\n',
      '[xarray] ',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      (text) => {
        const mail = readMail(text);
        if (mail.kind === 'nothing') expect(mail.because).toMatch(/^It has no|^The text|^The link/);
        else expect(mail.notes.length).toBeLessThanOrEqual(9);
      },
    ),
    { seed: RANDOM, numRuns: 3000 },
  );
});

test('a mail that is too long is refused', () => {
  expect(readMail('x'.repeat(70_000))).toMatchObject({ kind: 'nothing' });
});
