import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designs } from '../iommufd/custom_design.arbitrary.ts';
import { DESIGN_NAMES, OP_NAMES, opSpec } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import { ENDINGS } from './claim.ts';
import {
  decodeLink,
  encodeLink,
  formatText,
  freshLabels,
  LIBRARY,
  LIMITS,
  parseText,
  type Scenario,
  SEED,
  unsaidIn,
} from './index.ts';
import { checksum, encodeUtf8 } from './link/alphabet.ts';
import { DESIGN_CODES, OFF_MARK, OP_CODES } from './link/codes.ts';
import { withPrefixes } from './text/prefix.arbitrary.ts';
import { cleanTitle } from './title.ts';

const RANDOM = 20261123;

/** As text and link write it: what has its default is left out. */
function canonical(ops: Scenario['ops']): Scenario['ops'] {
  return ops.map((op) => {
    const given = Object.entries(op.operands).filter(
      ([name, value]) => opSpec(op.name).operands.find((one) => one.name === name)?.default !== value,
    );
    return { ...op, operands: Object.fromEntries(given) };
  });
}

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    title: fc.string({ maxLength: 40, unit: 'grapheme' }).map(cleanTitle),
    design: designs,
    beside: fc.option(fc.array(designs, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    ops: withPrefixes(opsArbitrary(30)).map(canonical),
    op: fc.nat(40),
    step: fc.nat(300),
    tour: fc.option(fc.integer({ min: 1, max: LIMITS.tour }), { nil: undefined }),
    claim: fc.option(
      fc.record({
        verdict: fc.constantFrom(...ENDINGS),
        digest: fc.stringMatching(/^[0-9a-z]{8}$/),
        engine: fc.integer({ min: 1, max: 9999 }),
      }),
      { nil: undefined },
    ),
  })
  .map(({ title, design, beside, ops, op, step, tour, claim }) => ({
    title,
    design,
    ...(beside && { beside }),
    ops,
    cursor: { op: Math.min(op, ops.length), step },
    ...(tour && { tour }),
    ...(claim && { claim: { design, ...claim } }),
  }));

test(`decoding a link gives the scenario back, 2000 runs, seed ${RANDOM}`, () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      expect(decodeLink(encodeLink(scenario))).toEqual({ scenario, problems: [] });
    }),
    { seed: RANDOM, numRuns: 2000 },
  );
});

test(`a link has only characters that survive a mail, and no punctuation last, seed ${RANDOM}`, () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      expect(encodeLink(scenario)).toMatch(/^[A-Za-z0-9_.~-]*[A-Za-z0-9]$/);
    }),
    { seed: RANDOM, numRuns: 1000 },
  );
});

const mutated: fc.Arbitrary<string> = fc
  .record({ scenario: scenarios, at: fc.nat(200), cut: fc.nat(6), put: fc.string({ maxLength: 5 }) })
  .map(({ scenario, at, cut, put }) => {
    const link = encodeLink(scenario);
    const place = at % (link.length + 1);
    return link.slice(0, place) + put + link.slice(place + cut);
  });

test(`any text decodes to something well-formed or says what it cannot read, 6000 runs, seed ${RANDOM}`, () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: mutated }, fc.string({ maxLength: 200 })), (text) => {
      const { scenario, problems } = decodeLink(text);
      if (!scenario) expect(problems).toHaveLength(1);
      else
        expect(decodeLink(encodeLink(scenario))).toEqual({
          scenario,
          problems: [unsaidIn(scenario)].filter((one) => one !== undefined),
        });
    }),
    { seed: RANDOM, numRuns: 6000 },
  );
});

test(`one changed character is noticed, 2000 runs, seed ${RANDOM}`, () => {
  let missed = 0;
  fc.assert(
    fc.property(scenarios, fc.nat(10_000), fc.constantFrom(...'aZ9-_'), (scenario, at, put) => {
      const link = encodeLink(scenario);
      const place = at % link.length;
      const other = link.slice(0, place) + put + link.slice(place + 1);
      if (other !== link && decodeLink(other).problems.length === 0) missed++;
    }),
    { seed: RANDOM, numRuns: 2000 },
  );
  expect(missed).toBeLessThan(5);
});

test('a claim makes a link at most 13 characters longer, and a link in another design does not have it', () => {
  const claimed: Scenario = {
    ...SEED,
    claim: { design: 'naive', verdict: 'LEAK', digest: 'duvpv2eb', engine: 1 },
  };
  expect(encodeLink(claimed).length - encodeLink(SEED).length).toBeLessThanOrEqual(13);
  expect(encodeLink(claimed)).toMatch(/^[\w.~-]*[A-Za-z0-9]$/);
  const elsewhere: Scenario = { ...claimed, design: 'v6' };
  expect(encodeLink(elsewhere)).toBe(encodeLink({ ...SEED, design: 'v6' }));
  expect(formatText(elsewhere)).toBe(formatText({ ...SEED, design: 'v6' }));
});

test.each([
  ['a verdict that there is not', 'xduvpv2ebB'],
  ['a digest in capitals', 'lDUVPV2EBB'],
  ['no version', 'lduvpv2eb'],
  ['version 0', 'lduvpv2ebA'],
  ['something behind it', 'lduvpv2ebBB'],
  ['three parts more', 'lduvpv2ebB...x'],
])('a claim with %s is left out, and the link says so', (_, claim) => {
  const body = `1anaehj2E3Efklc.H.~cycle..${claim}`;
  const { scenario, problems } = decodeLink(body + checksum(body));
  expect(scenario).toEqual(SEED);
  expect(problems[0]).toMatch(/claims|parts/);
});

test.each([
  ['a design that is none', `${encodeUtf8('x: nothing')}`, /own cannot be read; naive is shown/],
  ['designs beside it that are none', '.~AAAA', /compared with cannot be read/],
  ['three designs beside it', '.ABC', /compared with cannot be read/],
])('%s leaves the scenario as it is', (_, part, problem) => {
  const body = `1anaehj2E3Efklc.H.~cycle...${part}`;
  const { scenario, problems } = decodeLink(body + checksum(body));
  expect(scenario).toEqual(SEED);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(problem);
});

test('a design that says what its preset has come to say anyway reads as it is written now', () => {
  const body = `1anaehj2E3Efklc.H.~cycle...${encodeUtf8('x: naive, internalHoldsFile yes')}`;
  const { scenario, problems } = decodeLink(body + checksum(body));
  expect(scenario).toEqual({ ...SEED, design: 'x: naive' });
  expect(problems).toEqual([]);
});

test('a damaged link claims nothing', () => {
  const link = encodeLink({
    ...SEED,
    claim: { design: 'naive', verdict: 'LEAK', digest: 'duvpv2eb', engine: 1 },
  });
  const { scenario, problems } = decodeLink(link.replace('duv', 'dux'));
  expect(scenario).toEqual(SEED);
  expect(problems[0]).toMatch(/damaged/);
  expect(problems[1]).toBe('How it ends, as it claims, is not checked.');
});

describe('a link is put together again', () => {
  const link = `https://example.org/rg/#${encodeLink(SEED)}`;
  const half = link.length - 9;
  test.each([
    ['bare', encodeLink(SEED)],
    ['in angle brackets', `<${link}>`],
    ['with a full stop behind it', `See ${link}.`],
    ['percent-encoded', link.replace('#', '%23').replaceAll('.', '%2E')],
    ['quoted twice', `> > ${link}`],
    ['broken over two lines', `${link.slice(0, half)}\n${link.slice(half)}`],
    ['inside a sentence', `Hi,\nsee ${link} for how it leaks.\nRegards`],
    ['in angle brackets inside a sentence', `see <${link}> for how.`],
    ['behind the number of an issue', `As I said in #12, ${link} leaks`],
    ['behind another link', `https://example.org/#top\n${link}`],
    ['in Markdown', `[the cycle](${link}), again`],
    ['with a blank in the middle and a word behind', `${link.slice(0, half)} ${link.slice(half)} please`],
    ['percent-encoded twice', link.replace('#', '%2523')],
    ['in quoted-printable', `${link.slice(0, half)}=\n${link.slice(half)}`],
    ['quoted with bars', `| ${link.slice(0, half)}\n| ${link.slice(half)}`],
    ['with an invisible break', `${link.slice(0, half)}\u200b${link.slice(half)}`],
    ['broken, quoted and followed by text', `> ${link.slice(0, half)}\n> ${link.slice(half)}\n> Regards`],
  ])('%s', (_, text) => {
    expect(decodeLink(text)).toEqual({ scenario: SEED, problems: [] });
  });
});

test('what can be read of a truncated link is kept, and it says so', () => {
  const { scenario, problems } = decodeLink(encodeLink({ ...SEED, title: '' }).slice(0, 12));
  expect(problems[0]).toMatch(/damaged or cut short/);
  expect(scenario?.ops.length).toBeGreaterThan(2);
  expect(problems[0]).toContain(`${scenario?.ops.length} operations could be read`);
});

test('words behind a damaged link are not read as operations', () => {
  const link = encodeLink(SEED);
  const damaged = link.slice(0, -1) + (link.endsWith('2') ? '3' : '2');
  const { scenario, problems } = decodeLink(`see https://example.org/#${damaged} please\nacee`);
  expect(scenario).toEqual(SEED);
  expect(problems).toHaveLength(1);
});

test('a link broken where its first piece is a whole link by chance is read to its end', () => {
  const link = '1amaehj2E3Ekc.AtC7H';
  const whole = decodeLink(link);
  expect(whole.problems).toEqual([]);
  expect(decodeLink(link.slice(0, -2)).problems).toEqual([]);
  expect(decodeLink(`> ${link.slice(0, -2)}\n> ${link.slice(-2)}\n> Regards`)).toEqual(whole);
});

test('a number that no encoder writes is damage, even where the check characters fit', () => {
  const { scenario, problems } = decodeLink('1anaehj2E3Cfklc.H.~cycleAS');
  expect(problems).toEqual(['Operation 4 has no readable nest_parent; it and what follows it are left out.']);
  expect(scenario?.ops).toEqual(SEED.ops.slice(0, 3));
});

test('two operands of which only one can be given, and words that are none, are damage', () => {
  const { ops } = parseText('open > c\nmmap c off=0x1000 > m\nvfio_bind c hw=no-faults > dev vfd').scenario;
  const broken = (operands: Record<string, bigint>) =>
    decodeLink(
      encodeLink({
        ...SEED,
        cursor: { op: 0, step: 0 },
        ops: ops.map((op) =>
          op.name === 'open' ? op : { ...op, operands: { ...op.operands, ...operands } },
        ),
      }),
    ).problems[0];
  expect(broken({})).toBeUndefined();
  expect(broken({ viommu: 7n })).toMatch(/^Operation 2 has both viommu and off;/);
  expect(broken({ hw: 32n })).toMatch(/^Operation 3 has no readable hw;/);
});

test('every operation, operand and design has a code, and no two share one', () => {
  for (const name of OP_NAMES) {
    const [, ...places] = OP_CODES[name];
    expect(new Set(places)).toEqual(new Set(opSpec(name).operands.map((one) => one.name)));
    expect(places.length).toBeLessThanOrEqual(9);
  }
  expect(new Set([OFF_MARK, ...OP_NAMES.map((name) => OP_CODES[name][0])]).size).toBe(OP_NAMES.length + 1);
  expect(new Set(Object.values(DESIGN_CODES)).size).toBe(DESIGN_NAMES.length);
});

/** The same operations with the labels that the editor would have proposed. */
function relabelled(ops: Scenario['ops']): Scenario['ops'] {
  const names = new Map<string, string>();
  return canonical(ops).map((op) => {
    const fresh = freshLabels(op.name, new Set(names.values()));
    const operands = Object.entries(op.operands).map(([name, value]) => [
      name,
      names.get(String(value)) ?? value,
    ]);
    op.labels.forEach((label, i) => {
      names.set(label, fresh[i] ?? label);
    });
    return { ...op, operands: Object.fromEntries(operands), labels: fresh };
  });
}

test('links are short: the seed within 40 characters, 30 operations within 160', () => {
  const seed = encodeLink(SEED);
  expect(seed.length).toBeLessThanOrEqual(40);
  const lengths = fc
    .sample(opsArbitrary(29), { seed: RANDOM, numRuns: 3000 })
    .filter((ops) => ops.length === 30)
    .map((ops) => encodeLink({ ...SEED, ops: relabelled(ops), cursor: { op: 12, step: 3 } }).length)
    .sort((a, b) => a - b);
  expect(lengths.length).toBeGreaterThan(20);
  const median = lengths[lengths.length >> 1];
  // The drawn ones point at anything, anywhere; what people write is nearer and shorter.
  expect(median).toBeLessThanOrEqual(160);
  const written = LIBRARY.flatMap(({ scenario }) => scenario.ops).length;
  const all = LIBRARY.reduce((sum, { scenario }) => sum + encodeLink({ ...scenario, title: '' }).length, 0);
  expect((all / written) * 30).toBeLessThanOrEqual(160);
  console.log(
    `seed: ${seed.length} characters; 30 random operations: median ${median}, longest ${lengths.at(-1)}`,
  );
});
