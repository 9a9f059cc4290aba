import { expect, test } from 'vitest';
import { encodeLink, LIBRARY, SEED } from '../scenario/index.ts';
import { builtCli } from './built.fixture.ts';

const LINK = encodeLink(SEED);
const OTHER = encodeLink(
  (LIBRARY.find(({ scenario }) => encodeLink(scenario) !== LINK) ?? LIBRARY[0])?.scenario ?? SEED,
);
const OPEN = 'open > c\n';

const { cli, piped } = builtCli({
  'utf16.rg': Buffer.from(`\ufeff${OPEN}`, 'utf16le'),
  'unmarked.rg': Buffer.from(OPEN, 'utf16le'),
  'nul.rg': `${OPEN}\0`,
  'typo.rg': 'open > c\nioas_aloc c > io\nclose the c\n',
  'unknown.rg': 'open > c\nfrobnicate c\n',
  'comment.rg': `# design: naive\n# 1a: build the objects\n#1a2b3c4d pick\n${OPEN}`,
  'escapes.rg': `open > c\n\u001b]0;pwned\u0007\u001b[2Jx\n`,
});

const read = (input: string) => {
  const { stdout, stderr, status } = cli(['unlink', cli(['link', '-'], input).stdout.trim()]);
  return { stdout, stderr, status };
};

test.each([
  ['utf16.rg', /this is UTF-16; expected UTF-8/],
  ['unmarked.rg', /this is UTF-16; expected UTF-8/],
  ['nul.rg', /byte 10 is NUL/],
  ['.', /this is a directory/],
  ['missing.rg', /there is no such file/],
  ['/dev/zero', /more than 262,144 bytes/],
])('%s is refused with a sentence', (file, sentence) => {
  const { stderr, status } = cli(['trace', file]);
  expect(status).toBe(2);
  expect(stderr).toMatch(sentence);
});

test('a standard input without end is read up to a bound', () => {
  const { stderr, status } = piped('trace -', '< <(yes "open > c")');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^-: it has more than 262,144 bytes/);
});

test.each([
  ['a quoted link', `Hi,\n\n> see https://example.org/#${LINK}\n> there\n`],
  ['a fragment alone', `#${LINK}\n`],
  ['a scenario in a comment of C', '/* Hi, this leaks:\n * open > c\n * close c\n */\n'],
  ['a quoted scenario', `Hi all,\nthis leaks:\n\n> open > c\n> close c\n`],
])('a mail is read: %s', (_, mail) => {
  const { stdout, status } = cli(['trace', '-'], mail);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).ops[0].text).toBe('open > c');
});

test('of several links the first is read, and the others are told', () => {
  const { stdout, stderr, status } = cli(['link', '-'], `See #${LINK} and #${OTHER}.\n`);
  expect({ stdout, status }).toEqual({ stdout: `${LINK}\n`, status: 0 });
  const told = [`There are 2 links in it; the first is read: #${LINK}`, `There is another link: #${OTHER}`];
  expect(stderr).toBe(told.map((one) => `-: ${one}\n`).join(''));
});

test('a comment that begins as a link does is a comment', () => {
  expect(read(`# 1a: build\n${OPEN}`).stdout).toContain('open > c');
  expect(JSON.parse(cli(['trace', 'comment.rg']).stdout)).toMatchObject({ design: 'naive' });
});

test('a scenario with mistakes is no mail: each has its place, and what was meant', () => {
  const { stdout, stderr, status } = cli(['trace', 'typo.rg']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toMatch(/^typo\.rg:2:1: no operation is called "ioas_aloc"; did you mean ioas_alloc\?$/m);
  expect(stderr).toMatch(/^typo\.rg:3:7: /m);
  expect(cli(['trace', 'unknown.rg']).stderr).toMatch(
    /^unknown\.rg:2:1: no operation is called "frobnicate"; expected an operation, such as open or ioas_alloc\n.*--help/,
  );
});

test('what the kernel has and the emulator lacks is said to be missing, not misspelt', () => {
  const { stderr, status } = cli(['trace', '-'], 'open > c\nIOMMU_IOAS_COPY c\n');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^-:2:1: IOMMU_IOAS_COPY is not emulated yet; expected an operation/);
});

test('a terminal is sent no escape of a file, of its name or of an option', () => {
  const { stdout, stderr } = cli(['trace', 'escapes.rg', '\u001b[2J.rg', '--design', '7.3']);
  const unknown = cli(['trace', '--design', '\u001b[2J\u009b2J', 'escapes.rg']);
  expect(stdout + stderr + unknown.stderr).not.toMatch(/(?![\t\n])\p{Cc}/u);
  expect(stderr).toContain('\\u001b]0;pwned\\u0007');
  expect(unknown.stderr).toContain('\\u001b[2J\\u009b2J');
});
