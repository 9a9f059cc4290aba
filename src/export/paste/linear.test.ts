import { expect, test } from 'vitest';
import { LIMITS } from '../../scenario/index.ts';
import { readMail } from './mail.ts';

/** Milliseconds of the processor that any text within the limit may take. */
const MOST = 100;

/** A pause for the collector of garbage, or another process, is no fault of the reader. */
const TRIES = 4;

const milliseconds = (text: string): number => {
  const begun = process.cpuUsage();
  readMail(text);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
};

const many = (text: string) => text.repeat(LIMITS.text / text.length);
const blanks = ' '.repeat(65_000);

test.each<readonly [string, string]>([
  ['a line that leads back', `a --holds--> b\n ^ |\n |${'_'.repeat(65_000)}x`],
  ['a line of blanks', `${blanks}x`],
  ['a claim with blanks', `# claims: a${blanks}engine 1`],
  ['an arrow behind blanks', `a${blanks}-> b`],
  ['a moment', `bg until ${'x'.repeat(65_000)}`],
  ['nested values', `ioctl$IOMMU_X(${'{'.repeat(65_000)}`],
  ['a text of escapes', `ioctl$IOMMU_X('${'\\'.repeat(65_000)}`],
  ['a list of numbers', `ioctl$IOMMU_X(${'0x1,'.repeat(16_000)}`],
  ['DOT in a line', `digraph {\n${'a -> b;'.repeat(9_000)}`],
  ['groups of DOT', `digraph {\n{${'a '.repeat(9_000)}}->${'{b c}->'.repeat(6_000)}`],
  ['nested groups of DOT', `digraph {${'{'.repeat(65_000)}`],
  ['a name of DOT without its end', `digraph {\n${'"a\n'.repeat(20_000)}`],
  ...[
    '# claims: a\n|\nv\n',
    'design: a, 1. open > c\n',
    '#1ba -> b -> \nopen\ndesign: a, ',
    'digraph ',
    'digraph {',
    'digraph {a->b}',
    'digraph {a->b /*',
    'digraph "',
    'digraph {\n<',
    'title: x\n',
    '> open > c\n> ioas_alloc c > io\n> words\n',
    'beside: naive; v6\n',
    '\n',
    '[',
    '>',
    '> ',
    '-',
    'a -> ',
    'a -> b\n',
    '+--+\n|ab|->\n+--+\n',
    '+--+->',
    '|__|--+\n',
    '____ |a|->\n',
    '+-+-\n| |\n',
    'a\n  --holds--> [xarray] b,\n',
    '#1a',
    '#1b',
    '#2aB',
    '#2anaehj2E3Efklc\n',
    'a → ',
    'a <--> ',
    '-- a -',
    'Jane> ',
    '(a -> ',
    'step 1: ',
    'close(\nfoo\n',
    'ioctl$IOMMU_X(<r1=>\n',
    'UBSAN: a ',
    '#1anaehj2E3Efklc.H.~cycleD2 ',
    '1aaaaaaaa\n',
    '%25',
    '&amp;',
    '=3D',
    'urldefense.com/v3/__',
    'urldefense.com/v2/url?u=',
    'ioctl$IOMMU_X(\n',
    'r0 = openat$iommufd(0xffffffffffffff9c, &(0x7f0000000080), 0x0, 0x0)\n',
    ' iommufd_x+0x1/0x2\n',
    'WARNING: ',
    'AB> ',
    ' * ',
    'exit\n\n',
    'open\n',
    'exit\nwords\n',
    'resume until ',
    '```\n',
  ].map((text) => [JSON.stringify(text), many(text)] as const),
])('%s, as long as a text may be, is read in 100 ms', (_, text) => {
  expect(text.length).toBeLessThanOrEqual(LIMITS.text);
  expect(Math.min(...Array.from({ length: TRIES }, () => milliseconds(text)))).toBeLessThan(MOST);
});
