import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DESIGN_NAMES, OP_NAMES, type Op, type OperandSpec, opSpec } from '../iommufd/index.ts';
import { decodeLink, EMPTY_SCENARIO, encodeLink, exceeds, formatText, LIMITS, parseText } from './index.ts';
import type { Scenario } from './scenario.ts';
import { cleanTitle } from './title.ts';

const RANDOM = 20261129;

const scenarioOf = (lines: readonly string[]): Scenario => {
  const { scenario, problems } = parseText(lines.join('\n'));
  expect(problems).toEqual([]);
  return scenario;
};

const many = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i));

const label = (stem: string, i: number) => stem + String(i).padStart(LIMITS.label - 1, '_');

const BEGINNING = ['open > c', 'ioas_alloc c > io'];

test.each<[string, readonly string[]]>([
  [
    '290 domains with labels of 16 characters',
    [
      ...BEGINNING,
      ...many(290, (i) => `mock_domain c pt=io > ${label('a', i)} ${label('b', i)} ${label('c', i)}`),
    ],
  ],
  [
    '498 domains with labels of 16 characters',
    [
      ...BEGINNING,
      ...many(498, (i) => `mock_domain c pt=io > ${label('a', i)} ${label('b', i)} ${label('c', i)}`),
    ],
  ],
  [
    '490 mappings with addresses of 64 bits',
    [
      ...BEGINNING,
      ...many(
        490,
        (i) => `ioas_map c ioas=io iova=0xfedcba987654${String(i).padStart(3, '0')}1 len=0xfffffffffffffff1`,
      ),
    ],
  ],
])('what the app can write it can read: %s', (_, lines) => {
  const scenario = scenarioOf(lines);
  expect(exceeds(scenario)).toBeUndefined();
  expect(decodeLink(encodeLink(scenario))).toEqual({ scenario, problems: [] });
});

/** The most that an operand can be: a number of all its bits, a label of 16 characters, every word. */
function widest({ type, words, default: usual }: OperandSpec, name: string) {
  if (words) return (1n << BigInt(words.length)) - 1n;
  if (type === 'u64') return 0xffff_ffff_ffff_fffdn;
  if (type === 'u32') return 0xffff_fffdn;
  return type === 'flag' ? 1n - ((usual as bigint | undefined) ?? 0n) : name;
}

const drawnOp: fc.Arbitrary<Op> = fc
  .record({
    name: fc.constantFrom(...OP_NAMES),
    given: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    labels: fc.array(fc.stringMatching(/^[a-z_]{1,16}$/), { minLength: 9, maxLength: 9 }),
    isLabelled: fc.boolean(),
  })
  .map(({ name, given, labels, isLabelled }) => {
    const { operands, labels: made } = opSpec(name);
    const written = operands.filter((one, i) => (one.default === undefined && !one.or) || given[i]);
    return {
      name,
      operands: Object.fromEntries(written.map((one, i) => [one.name, widest(one, labels[i] as string)])),
      labels: isLabelled ? labels.slice(0, made.length) : [],
    };
  });

const drawn: fc.Arbitrary<Scenario> = fc
  .record({
    title: fc.string({ maxLength: LIMITS.title, unit: 'binary' }).map(cleanTitle),
    design: fc.constantFrom(...DESIGN_NAMES, 'my fix: naive, without access->ictx of access 8' as const),
    ops: fc.array(drawnOp, { maxLength: 40 }),
  })
  .map((drawn) => ({ ...EMPTY_SCENARIO, ...drawn, cursor: { op: drawn.ops.length, step: 0 } }));

test(`no operation takes more characters in a link than in text, 2000 runs, seed ${RANDOM}`, () => {
  fc.assert(
    fc.property(drawn, (scenario) => {
      const bare = { ...scenario, title: '', design: EMPTY_SCENARIO.design };
      expect(encodeLink(bare).length).toBeLessThanOrEqual(formatText(bare).length);
      const bound = Math.ceil((formatText(scenario).length * 4) / 3) + 4 * LIMITS.title;
      expect(encodeLink(scenario).length).toBeLessThanOrEqual(bound);
    }),
    { seed: RANDOM, numRuns: 2000 },
  );
});

test('a scenario with too many operations, or too long a text, is said to be', () => {
  const ops = scenarioOf(many(LIMITS.ops, () => 'open')).ops;
  expect(exceeds({ ...EMPTY_SCENARIO, ops })).toBeUndefined();
  expect(exceeds({ ...EMPTY_SCENARIO, ops: [...ops, ops[0] as Op] })).toBe(
    'A scenario has at most 500 operations; this one would have 501.',
  );
  const long = ops.map(
    (op): Op => ({
      ...op,
      preempted: { in: 'x'.repeat(64), event: 'lock' as const, of: 'y'.repeat(64) },
      background: true,
    }),
  );
  expect(exceeds({ ...EMPTY_SCENARIO, ops: long })).toMatch(
    /^A scenario has at most 65536 characters as text;/,
  );
});
