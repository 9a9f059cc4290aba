import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCli } from './built.fixture.ts';
import { STATUS } from './status.ts';

const { cli } = builtCli({});

const OPS = ['open > c', 'ioas_alloc c > io', 'close c'];

const textsOf = (stdout: string) =>
  JSON.parse(stdout)
    .ops.filter(({ implicit }: { implicit?: true }) => !implicit)
    .map(({ text }: { text: string }) => text);

test.each(['', '  ', '\t', '> > ', '> >   ', '| ', '+', ' * '])(
  'operations behind %j in a mail are read',
  (mark) => {
    const mail = ['Hi,', '', ...OPS.map((line) => `${mark}${line}`), '', 'regards,', 'me', ''].join('\n');
    const { stdout, status } = cli(['trace', '-'], mail);
    expect(status).toBe(STATUS.holds);
    expect(textsOf(stdout)).toEqual(OPS);
  },
);

test('docs/text-form.md can be pasted as it is', () => {
  const { stdout, status } = cli(['trace', '-'], readFileSync('docs/text-form.md', 'utf8'));
  expect(status).toBe(STATUS.holds);
  expect(textsOf(stdout).slice(0, 2)).toEqual(OPS.slice(0, 2));
});

const HASH = '1a54e3043a2fb7c1d0e9f8a7b6c5d4e3f2a1b0c9';

test.each([
  ['a comment', `# 1a: build the objects\n${OPS.join('\n')}\n# 1b: close\n`],
  ['a hash', `git bisect says\n\n${HASH}\n\nis the first bad commit. Reproducer:\n\n  ${OPS.join('\n  ')}\n`],
])('%s that begins as a link does hides no scenario', (_, text) => {
  const { stdout, status } = cli(['trace', '-'], text);
  expect(status).toBe(STATUS.holds);
  expect(textsOf(stdout)).toEqual(OPS);
});

test.each([
  ['a hash', `${HASH}\n`, /^-:1:1: no operation is called "1a54/],
  ['a list of commits', `Fixes: foo\n# ${HASH} one\n# 2b3c4d5e two\n`, /^-: There is no link, no operation/],
  ['a log', 'CPU: 1 PID: 6050 Comm: prog\nregs: #\n1a00 0000\n', /^-: There is no link, no operation/],
  ['headers', 'design: naive\ntitle: hi\n', /^-: There is no link, no operation/],
])('%s alone is no scenario, and no damaged link', (_, text, sentence) => {
  const { stdout, stderr, status } = cli(['trace', '-'], text);
  expect({ stdout, status }).toEqual({ stdout: '', status: STATUS.unreadable });
  expect(stderr).toMatch(sentence);
});

const UNREAD = 'src/cli/cases/unread';

test.each(readdirSync(UNREAD))('%s holds no scenario, and a sentence says so', (name) => {
  const { stdout, stderr, status } = cli(['trace', '-'], readFileSync(join(UNREAD, name), 'utf8'));
  expect({ stdout, status }).toEqual({ stdout: '', status: STATUS.unreadable });
  expect(stderr).toMatch(/^-:(\d+:\d+)?:? (There is (no link|a drawing)|no operation is called)/);
  expect(stderr).not.toContain('mistake of release-graph');
});
