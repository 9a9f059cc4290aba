import { describe, expect, test } from 'vitest';
import { EVERYTHING } from './lang.fixture.ts';
import { type Parsed, parse } from './parse.ts';
import { printUnit } from './print.fixture.ts';
import { formatProblem } from './problem.ts';

const read = (text: string) => parse({ name: 'box.c', text });
const said = (text: string) => read(text).problems.map(formatProblem);

/** What was read, without where it stood. */
const meant = ({ unit }: Parsed) =>
  JSON.stringify(unit.definitions, (key, value) =>
    key === 'at' ? undefined : typeof value === 'bigint' ? `${value}` : value,
  );

/** The same numbers for the same seed. */
function randomly(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES = [
  '{',
  '}',
  '(',
  ')',
  ';',
  '*',
  '->',
  '"',
  '/*',
  '*/',
  '#define',
  'struct',
  'if',
  'else',
  '__holds(',
];

/** A text with up to four pieces of it left out, written twice, moved or replaced. */
function mutated(text: string, below: (most: number) => number): string {
  let found = text;
  for (let i = below(4); i >= 0; i--) {
    const [at, length, to] = [below(found.length), below(40), below(found.length)];
    const piece = below(2) ? found.slice(to, to + length) : (PIECES[below(PIECES.length)] as string);
    found = found.slice(0, at) + piece + found.slice(at + below(2) * length);
  }
  return found;
}

describe('a text', () => {
  test('with everything that the language has is read without a problem', () => {
    const { unit, problems } = read(EVERYTHING);
    expect(problems).toEqual([]);
    expect(unit.definitions).toHaveLength(12);
    expect(unit.comments.map(({ text }) => text)).toEqual([
      '/* What a box holds. */',
      '/* NULL: nothing in it */',
    ]);
  });

  test('that was printed says the same', () => {
    const once = read(EVERYTHING);
    const printed = printUnit(once.unit);
    expect(said(printed)).toEqual([]);
    expect(meant(read(printed))).toBe(meant(once));
    expect(printUnit(read(printed).unit)).toBe(printed);
  });

  test('that is mutated is read or refused in words, and what was read says the same when printed', () => {
    const below = randomly(20261130);
    let isRead = 0;
    for (let i = 0; i < 2_000; i++) {
      const text = mutated(EVERYTHING, below);
      const found = read(text);
      for (const { line, column, says } of found.problems) {
        expect(says).toMatch(/^\S.{5,}/);
        expect([line >= 1, column >= 1]).toEqual([true, true]);
      }
      const printed = printUnit(found.unit);
      expect(said(printed)).toEqual([]);
      expect(meant(read(printed))).toBe(meant(found));
      if (found.problems.length === 0) isRead++;
    }
    expect(isRead).toBeGreaterThan(50);
  });

  test('binds its operators as C does', () => {
    const same = (a: string, b: string) =>
      expect(meant(read(`int f(void) { return ${a}; }`)), a).toBe(
        meant(read(`int f(void) { return ${b}; }`)),
      );
    same(
      'a || b && c | d ^ e & f == g < h << i + j * -k',
      'a || (b && (c | (d ^ (e & (f == (g < (h << (i + (j * (-k))))))))))',
    );
    same('a - b - c', '(a - b) - c');
    same('a = b = c ? d : e ? f : g', 'a = (b = (c ? d : (e ? f : g)))');
    same('*a->b[1]++', '*(((a->b)[1])++)');
    same('!(struct box *)a->b', '!((struct box *)(a->b))');
    same('a ?: b', 'a ? a : b');
  });
});

describe('a problem', () => {
  const body = (text: string) => `void f(void)\n{\n\t${text}\n}\n`;

  test.each([
    ['rc = f(a;', 'box.c:3:10: expected "," or ")", not ";"'],
    ['return -EBUSY', 'box.c:4:1: expected ";", not "}"'],
    ['1 = a;', 'box.c:3:4: what stands before this cannot be assigned to'],
    ['x = 010;', 'box.c:3:6: the language has no octal numbers (write it in decimal or with 0x)'],
    ['x = 12ab;', 'box.c:3:6: 12ab is no number'],
    ['float x;', 'box.c:3:2: the language has no float (the kernel has none either)'],
    ['if (a) int b;', 'box.c:3:9: a declaration cannot stand here (put it into braces)'],
    ['x = sizeof(union y);', 'box.c:3:13: the language has no union (write a struct with all of the fields)'],
    ['typeof(x) y;', 'box.c:3:2: the language has no typeof (write the type)'],
    ['struct *x;', 'box.c:3:9: expected the name of a struct, not "*"'],
    ['x = "abc', 'box.c:3:6: this string has no end on its line (write " where it ends)'],
    ['x = a @ b;', 'box.c:3:8: the character "@" has no meaning here'],
    ['int if;', 'box.c:3:6: expected a name, not the word if of the language'],
    ['/* open', 'box.c:3:2: this comment has no end (write */ where it ends)'],
    ['case 1:', 'box.c:3:2: expected a statement, not "case" (it is outside a switch)'],
  ])('in %j says what is wrong, where, and what would mend it', (text, says) => {
    expect(said(body(text))[0]).toBe(says);
  });

  test.each([
    [
      '#define F(x) x',
      'box.c:1:1: the language has no macros with parameters (write a static inline function)',
    ],
    [
      '#ifdef A\n',
      'box.c:1:1: the language has no #ifdef (of the preprocessor it has constants alone: #define NAME value)',
    ],
    ['#define A 1 2', 'box.c:1:13: expected the end of the line, not "2"'],
    ['typedef int x;', 'box.c:1:1: the language has no typedef (write struct NAME wherever it is meant)'],
    ['struct a { u32 b : 3; };', 'box.c:1:18: the language has no bit fields (write bool or u32)'],
    ['struct a { u32 b, c; };', 'box.c:1:17: one field a line (end it with ; and write the type again)'],
    ['int f(int a, ...);', 'box.c:1:14: the language has no variable number of arguments'],
    ['box *f(void);', 'box.c:1:1: expected a type, not "box"'],
    [
      'struct a { struct { int b; } c; };',
      'box.c:1:12: a struct cannot be defined in another (define it before, and use its name here)',
    ],
  ])('in %j is told as well', (text, says) => {
    expect(said(text)[0]).toBe(says);
  });

  test('does not hide those of later definitions, and what is right is read', () => {
    const { unit, problems } = read('int a(void)\n{\n\tb(;\n}\n\nint c;\n\nint d(\n;\n\nint e;\n');
    expect(problems.map(({ line }) => line)).toEqual([3, 9]);
    expect(unit.definitions.map((one) => 'what' in one && one.what.name)).toEqual(['c', 'e']);
  });

  test('is said of what is nested too deep, or is too long, instead of a stack that overflows', () => {
    const deep = (open: string, close: string) =>
      said(body(`x = ${open.repeat(50_000)}1${close.repeat(50_000)};`))[0];
    expect(deep('(', ')')).toContain('nested more than 64 deep');
    expect(deep('-', '')).toContain('nested more than 64 deep');
    expect(deep('1 + ', '')).toContain('more than 200 operators in a row');
    expect(deep('a->', '')).toContain('more than 200 operators in a row');
    expect(said(body('{'.repeat(9_000)))[0]).toContain('nested more than 64 deep');
    expect(said(body('if (a) '.repeat(9_000)))[0]).toContain('nested more than 64 deep');
    expect(said(' '.repeat(300_000))).toEqual(['box.c:1:1: the file has more than 262144 characters']);
  });
});
