import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeLink, LIBRARY } from '../scenario/index.ts';
import { builtCli } from './built.fixture.ts';
import { STATUS } from './output/status.ts';

const { cli } = builtCli({});

const OPS = ['open > c', 'ioas_alloc c > io', 'close c'];

const textsOf = (stdout: string) =>
  JSON.parse(stdout)
    .ops.filter(({ implicit }: { implicit?: true }) => !implicit)
    .map(({ text }: { text: string }) => text);

test.each(['', '  ', '\t', '> > ', '> >   ', '| ', '+', ' * ', '- ', '// ', 'AB> '])(
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
  ['a list of commits', `Fixes: foo\n# ${HASH} one\n# 2b3c4d5e two\n`, /^-: It has no link, no operation/],
  ['a log', 'CPU: 1 PID: 6050 Comm: prog\nregs: #\n1a00 0000\n', /^-: It has no link, no operation/],
  ['headers', 'design: naive\ntitle: hi\n', /^-: It has no link, no operation/],
])('%s alone is no scenario, and no damaged link', (_, text, sentence) => {
  const { stdout, stderr, status } = cli(['trace', '-'], text);
  expect({ stdout, status }).toEqual({ stdout: '', status: STATUS.unreadable });
  expect(stderr).toMatch(sentence);
});

const UNREAD = 'src/cli/cases/unread';

const SAYS =
  /^-:(\d+:\d+)?:? (It has no link|There is (a drawing|a log of a kernel)|no operation is called|No call of the syzkaller)/;

test.each(readdirSync(UNREAD))('%s holds no scenario, and a sentence says so', (name) => {
  const { stdout, stderr, status } = cli(['trace', '-'], readFileSync(join(UNREAD, name), 'utf8'));
  expect({ stdout, status }).toEqual({ stdout: '', status: STATUS.unreadable });
  expect(stderr).toMatch(SAYS);
  expect(stderr).not.toContain('mistake of release-graph');
});

test('a log of a kernel is told with the scenarios that come to it, and what to give instead', () => {
  const { stderr } = cli(['trace', '-'], readFileSync(join(UNREAD, 'report-of-a-bot.txt'), 'utf8'));
  expect(stderr).toContain('a WARNING in iommufd_device_unbind');
  expect(stderr).toContain('expected its reproducer: a syzkaller program, or operations one a line');
  expect(stderr).toContain('leads to it: Ten seconds were not enough, in ten-seconds: 1a');
});

test('a drawing is told with the scenario that has all of it', () => {
  const { stderr } = cli(['trace', '-'], 'ictx -> hw_queue -> access -> ictx\n');
  expect(stderr).toContain('-: There is a drawing in it, but no link and no operation.');
  expect(stderr).toMatch(/Exactly these references, among these kinds, are held in .*, in naive: 1a/);
});

test('a program of syzkaller is a scenario, and each call that is left out is named', () => {
  const program = `r0 = openat$iommufd(0xffffffffffffff9c, &(0x7f0000000080), 0x0, 0x0)
ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, &(0x7f00000000c0)={0xc, 0x0, <r1=>0x0})
ioctl$IOMMU_OPTION(r0, 0x3b87, &(0x7f00000000c0)={0x18})
close(r0)
`;
  const { stdout, stderr, status } = cli(['trace', '-'], program);
  expect(status).toBe(STATUS.holds);
  expect(textsOf(stdout)).toEqual(['open > r0', 'ioas_alloc r0 > r1', 'close r0']);
  expect(stderr).toBe('-: Line 3 is left out: IOMMU_OPTION is not emulated.\n');
});

const [ONE, OTHER] = LIBRARY.map(({ scenario }) => encodeLink(scenario)) as [string, string];

test('of several links in a mail the first is taken, and all are told', () => {
  const { stdout, stderr, status } = cli(['unlink', ONE]);
  expect(status).toBe(STATUS.holds);
  const mail = cli(['link', '-'], `See https://example.org/#${ONE} and https://example.org/#${OTHER}\n`);
  expect(mail.stdout).toBe(`${ONE}\n`);
  expect(mail.stderr).toContain(`-: There are 2 links in it; the first is read: #${ONE}`);
  expect(mail.stderr).toContain(`-: There is another link: #${OTHER}`);
  expect({ stdout: stdout.includes('open > c'), stderr }).toEqual({ stdout: true, stderr: '' });
});

test('a link is read out of what a gateway has made of it, and one of a newer version says so', () => {
  const safe = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://example.org/#${ONE}`)}&data=05`;
  expect(cli(['link', safe]).stdout).toBe(`${ONE}\n`);
  const newer = cli(['link', 'https://example.org/#2anaehj2E3Efklc']);
  expect(newer.stderr).toContain('The link was made by a newer version');
  expect(newer.status).toBe(STATUS.unreadable);
  for (const bare of ['#2anaehj2E3Efklc', '%231bnaehj2E3Efklc', '=231bnaehj2E3Efklc'])
    expect(cli(['trace', bare]).stderr).toContain('The link was made by a newer version');
});

test('--base gives the whole address, in a link and in an export, and has to be an address', () => {
  const base = 'https://example.org/rg/';
  expect(cli(['link', '--base', base, ONE]).stdout).toBe(`${base}#${ONE}\n`);
  expect(cli(['render', '--as', 'markdown', '--base', base, ONE]).stdout).toContain(`${base}#1a`);
  for (const wrong of ['example.org', 'javascript:alert(1)', 'https://example.org/#x', ''])
    expect(cli(['link', '--base', wrong, ONE])).toMatchObject({ stdout: '', status: STATUS.unreadable });
});
