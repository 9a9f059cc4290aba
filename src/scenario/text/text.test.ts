import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designs } from '../../iommufd/custom_design.arbitrary.ts';
import { NOT_EMULATED, OP_NAMES, opSpec } from '../../iommufd/index.ts';
import { opsArbitrary } from '../../iommufd/ops.arbitrary.ts';
import { formatProblem, formatText, LIBRARY, LIMITS, parseText } from '../index.ts';
import { notEmulated } from './meant.ts';
import { withPrefixes } from './prefix.arbitrary.ts';

const RANDOM = 20261123;
const HEAD = 'open > c\nioas_alloc c > io\n';

describe('a problem names its place and what was expected', () => {
  test.each([
    ['ioas_aloc c > x', 3, 1, 'no operation is called "ioas_aloc"', 'ioas_alloc'],
    ['frobnicate c', 3, 1, 'no operation is called "frobnicate"', 'such as open'],
    ['ioas_map c', 3, 1, 'ioas_map lacks ioas', 'ioas='],
    ['ioas_map c ioas=nope', 3, 17, 'no line before this one defines "nope"', 'an object ID'],
    ['ioas_map c ioas=c', 3, 17, 'c is a file descriptor', 'a label or an object ID'],
    ['ioas_map io ioas=io', 3, 10, 'io is an object ID', 'the label of an open context'],
    ['ioas_map c ioas=io iova=0xg', 3, 25, '"0xg" is no number', '64 bits'],
    ['ioas_map c ioas=io iova=0x10000000000000000', 3, 25, 'is no number', '64 bits'],
    ['ioas_unmap c ioas=io all=2', 3, 26, '2 is too large for all', '0 or 1'],
    ['ioas_map c ioas=io colour=3', 3, 20, 'ioas_map has no operand "colour=3"', 'ioas='],
    ['ioas_map c ioas=io ioas=io', 3, 20, 'ioas is given twice', 'one value'],
    ['close 3', 3, 7, '"3" is no descriptor', 'the label of a descriptor'],
    ['ioas_alloc c > a b', 3, 18, 'ioas_alloc returns 1 value', 'a label: io'],
    ['mock_domain c pt=io > a b d e', 3, 29, 'mock_domain returns 3 values', 'up to 3 labels: sd dev hw'],
    ['close c > x', 3, 11, 'close returns nothing', 'no label'],
    ['ioas_unmap c ioas=io all=0 all=1', 3, 28, 'all is given twice', 'one value'],
    ['ioas_alloc c >', 3, 14, 'no label after >', 'io'],
    ['ioas_alloc c > 9lives', 3, 16, '"9lives" is not a label', 'a letter'],
    ['vfio_bind c hw=no-pry', 3, 16, '"no-pry" is not a word of hw', 'no-pri'],
    ['vfio_bind c hw=3', 3, 16, '"3" is not a word of hw', 'some of no-nesting,no-viommu'],
    ['mmap c', 3, 1, 'mmap lacks viommu', 'viommu= or off='],
    ['mmap c viommu=9 off=0x1000', 3, 1, 'viommu and off are both given', 'viommu= or off='],
    ['exit\nclose c', 4, 1, 'the process has exited', 'nothing after exit'],
    ['# design: perfect', 3, 11, 'no design is called "perfect"', 'naive, v6, 7.3'],
    ['bg 0 close c', 3, 4, '"0" is not a number of steps', '1 to 999'],
    ['bg 1000 close c', 3, 4, '"1000" is not a number of steps', '1 to 999'],
    ['bg until', 3, 4, 'no moment after until', 'FUNCTION:EVENT'],
    ['bg until 5 close c', 3, 10, '"5" is not a kernel function', 'FUNCTION:EVENT'],
    ['bg until fputt close c', 3, 10, 'no function of the kernel is called "fputt"', 'fput'],
    ['bg until fput', 3, 10, 'no operation after fput', 'such as open'],
    ['bg until fput:lokc close c', 3, 15, 'no event is called "lokc"', 'lock'],
    ['bg until fput:frobnicate(x) close c', 3, 15, 'no event is called "frobnicate"', 'one of inc'],
    [
      'bg until fput:xa_lock close c',
      3,
      15,
      'no event is called "xa_lock"',
      'lock(xa_lock) or unlock(xa_lock)',
    ],
    ['bg until fput:users close c', 3, 15, 'no event is called "users"', 'inc(users)'],
    ['bg until fput:dec(user) close c', 3, 19, '"user" is no count', 'users'],
    ['bg until fput:lock(9) close c', 3, 20, '"9" is no lock', 'the name of a lock'],
    ['bg until fput:alloc(io) close c', 3, 21, 'alloc is of no count and no lock', 'alloc'],
    ['bg until fput:free x0 close c', 3, 20, '"x0" is not a number of times', 'x1 to x999'],
    ['resume until', 3, 8, 'no moment after until', 'FUNCTION:EVENT'],
    ['resume until fput:lokc thread=1', 3, 19, 'no event is called "lokc"', 'lock'],
    ['resume steps=3 until fput', 3, 1, 'steps= and until both say how far it goes on', 'until MOMENT'],
    ['bg until fput resume', 3, 15, 'resume is done by no thread in the background', 'until MOMENT'],
    ['bg', 3, 1, 'no operation after bg', 'such as open'],
    ['fail_usercopy', 3, 1, 'no operation after fail_usercopy', 'such as open'],
    ['failslab 2', 3, 10, 'no operation after 2', 'such as open'],
    ['failslab ioas_alloc c', 3, 10, '"ioas_alloc" is not the number of an allocation', '1 to 99'],
    ['failslab 0 ioas_alloc c', 3, 10, '"0" is not the number of an allocation', '1 to 99'],
    ['failslab', 3, 1, 'no number after failslab', '1 to 99'],
    ['bg fail_usercopy close c', 3, 4, 'close copies no result to user space that could fail', 'ioas_alloc'],
    ['# claims: LEAK', 3, 11, '"LEAK" is not a claim', 'VERDICT DIGEST engine N'],
    ['# claims: LEEK duvpv2eb engine 1', 3, 11, 'no verdict is called "LEEK"', 'UAF, BAD PUT, HANG, LEAK'],
    ['# claims: LEAK duvpv2 engine 1', 3, 11, '"duvpv2" is not a digest', '8 digits or small letters'],
    ['# claims: LEAK duvpv2eb engine 0', 3, 11, '0 is not a version of the engine', '1 to 9999'],
    ['# cursor: somewhere', 3, 11, '"somewhere" is not a cursor', 'op N step N'],
  ])('%s', (text, line, column, message, expected) => {
    const { scenario, problems } = parseText(HEAD + text);
    expect(problems[0]).toMatchObject({ line, column });
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.expected).toContain(expected);
    expect(scenario.ops.length).toBeGreaterThanOrEqual(2);
  });
});

test.each([
  ['ioas_aloc c > io', '1:1: no operation is called "ioas_aloc"; did you mean ioas_alloc?'],
  ['IOMMU_IOAS_ALLOC c', '1:1: no operation is called "IOMMU_IOAS_ALLOC"; did you mean ioas_alloc?'],
  ['IOAS_ALLOC c', '1:1: no operation is called "IOAS_ALLOC"; did you mean ioas_alloc?'],
  [
    'IOMMU_FAULT_QUEUE_ALLOC',
    '1:1: no operation is called "IOMMU_FAULT_QUEUE_ALLOC"; did you mean fault_alloc?',
  ],
  [
    'IOMMU_TEST_OP_CREATE_ACCESS',
    '1:1: no operation is called "IOMMU_TEST_OP_CREATE_ACCESS"; did you mean access_create?',
  ],
  ['ioctl$IOMMU_DESTROY', '1:1: no operation is called "ioctl$IOMMU_DESTROY"; did you mean destroy?'],
  ['# desing: naive', '1:3: no header is called "desing"; did you mean design?'],
  ['  #Claim: LEAK', '1:4: no header is called "Claim"; did you mean claims?'],
  ['# design: nave', '1:11: no design is called "nave"; did you mean naive?'],
])('%s: what was meant is guessed', (text, says) => {
  expect(parseText(text).problems.map(formatProblem)).toEqual([says]);
});

test.each([
  ['ioas_copy', 'IOMMU_IOAS_COPY'],
  ['IOMMU_IOAS_COPY', 'IOMMU_IOAS_COPY'],
  ['ioctl$IOMMU_HWPT_INVALIDATE', 'IOMMU_HWPT_INVALIDATE'],
  ['hwpt_invalidate', 'IOMMU_HWPT_INVALIDATE'],
  ['VFIO_IOMMU_MAP_DMA', 'VFIO_IOMMU_MAP_DMA'],
  ['IOMMU_TEST_OP_PASID_REPLACE', 'IOMMU_TEST_OP_PASID_REPLACE'],
  ['pasid_replace', 'IOMMU_TEST_OP_PASID_REPLACE'],
  ['read', 'read(2)'],
])('%s: what the kernel has and the emulator lacks is called so, and is no misspelling', (word, entry) => {
  expect(parseText(`open > c\n${word} c > x`).problems.map(formatProblem)).toEqual([
    `2:1: ${entry} is not emulated yet; expected an operation, such as open or ioas_alloc`,
  ]);
});

test('nothing that is emulated is said not to be', () => {
  const names = OP_NAMES.flatMap((name) => [name, opSpec(name).entry]);
  for (const name of names) expect(notEmulated(name), name).toBeUndefined();
  for (const name of NOT_EMULATED) expect(notEmulated(name), name).toBe(name);
});

test('a header is read in letters of any case, and a comment with a colon stays a comment', () => {
  const { scenario, problems } = parseText(
    '# Design: naive\n#TITLE: A queue\n# note: fd 3\n# side: left\nopen > c',
  );
  expect(problems).toEqual([]);
  expect(scenario).toMatchObject({ design: 'naive', title: 'A queue' });
});

test('words stand in one order, whatever the order they are given in, and each once', () => {
  const { scenario, problems } = parseText(`${HEAD}vfio_bind c hw=no-pri,no-nesting,no-pri > dev vfd`);
  expect(problems).toEqual([]);
  expect(scenario.ops.at(-1)?.operands).toEqual({ ctx: 'c', hw: 5n });
  expect(formatText(scenario)).toContain('vfio_bind c hw=no-nesting,no-pri > dev vfd');
});

test('an operand that stands for nothing when left out is there when it is 0', () => {
  const { scenario } = parseText(`${HEAD}mmap c off=0 > m`);
  expect(scenario.ops.at(-1)?.operands).toEqual({ ctx: 'c', off: 0n });
  expect(formatText(scenario)).toContain('mmap c off=0x0 > m');
});

test('a label of a line that could not be read is not blamed on the line that uses it', () => {
  const { scenario, problems } = parseText(`open > c\nioas_alloc c colour=1 > io\nioas_map c ioas=io`);
  expect(problems.map(({ line, message }) => [line, message])).toEqual([
    [2, 'ioas_alloc has no operand "colour=1"'],
    [3, 'the line that defines "io" could not be read'],
  ]);
  expect(scenario.ops).toHaveLength(1);
});

test(`parsing a formatted scenario gives it back, and formatting is idempotent, seed ${RANDOM}`, () => {
  fc.assert(
    fc.property(
      withPrefixes(opsArbitrary(30)),
      designs,
      fc.array(designs, { maxLength: 2 }),
      fc.nat(9),
      fc.nat(99),
      (ops, design, beside, op, step) => {
        const text = formatText({
          title: 'A title',
          design,
          ...(beside.length > 0 && { beside }),
          ops,
          cursor: { op: Math.min(op, ops.length), step },
          ...(step % 2 && { claim: { design, verdict: 'NO PROGRESS', digest: '0a1b2c3d', engine: 1 + op } }),
        });
        const { scenario, problems } = parseText(text);
        expect(problems).toEqual([]);
        expect(formatText(scenario)).toBe(text);
        expect(parseText(formatText(scenario)).scenario).toEqual(scenario);
      },
    ),
    { seed: RANDOM, numRuns: 2000 },
  );
});

test(`any text parses to well-formed operations, seed ${RANDOM}`, () => {
  const words = fc.constantFrom(
    'open',
    'close',
    'destroy',
    'ioas_map',
    '>',
    'c',
    'io',
    'ioas=io',
    'ioas=1',
    '#',
    'exit',
    'bg',
    'a=b=c',
    '=',
    '',
  );
  const line = fc
    .array(fc.oneof(words, fc.string({ maxLength: 8 })), { maxLength: 6 })
    .map((some) => some.join(' '));
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')),
      (text) => {
        const { scenario } = parseText(text);
        expect(parseText(formatText(scenario))).toMatchObject({ scenario, problems: [] });
      },
    ),
    { seed: RANDOM, numRuns: 5000 },
  );
});

test.each([
  [
    'bg until iommufd_get_object:unlock(xa_lock) x1 close c',
    'bg until iommufd_get_object:unlock(xa_lock) close c',
  ],
  ['bg until fput ×2 close c', 'bg until fput x2 close c'],
  [
    'bg until fput:lock(pages->mutex) failslab 2 ioas_alloc c > i',
    'bg until fput:lock(pages->mutex) failslab 2 ioas_alloc c > i',
  ],
  [
    'resume until fput:dec_and_test(users) ×12 thread=1',
    'resume thread=1 until fput:dec_and_test(users) x12',
  ],
])('%s is written %s', (line, written) => {
  const { scenario, problems } = parseText(`${HEAD}${line}`);
  expect(problems).toEqual([]);
  expect(formatText(scenario).trim().split('\n').at(-1)).toBe(written);
});

test('white space, comments and line ends of any kind make no difference', () => {
  const plain = parseText('open > c\nclose c\n');
  expect(parseText('  open\t>c  # opens\r\n\r\n# nothing\r\nclose  c')).toEqual(plain);
});

test('text and operations beyond the limits are refused with a sentence', () => {
  const many = parseText(`open > c\n${'ioas_alloc c > io\n'.repeat(LIMITS.ops)}`);
  expect(many.scenario.ops).toHaveLength(LIMITS.ops);
  expect(many.problems[0]?.message).toBe('too many operations');
  const long = parseText(`open > c\n#${'x'.repeat(LIMITS.text - 20)}\ndestroy c 12\ndestroy c 3`);
  expect(long.problems).toHaveLength(1);
  expect(long.problems[0]?.message).toBe(`the text has ${LIMITS.text + 15} characters`);
  expect(long.scenario.ops.map(({ name }) => name)).toEqual(['open']);
});

test('the built-in scenarios have different names and their texts are canonical', () => {
  expect(new Set(LIBRARY.map(({ id }) => id)).size).toBe(LIBRARY.length);
  for (const { scenario } of LIBRARY) expect(parseText(formatText(scenario)).scenario).toEqual(scenario);
});
