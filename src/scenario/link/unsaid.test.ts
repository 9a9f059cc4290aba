import fc from 'fast-check';
import { expect, test } from 'vitest';
import { opsArbitrary } from '../../iommufd/ops.arbitrary.ts';
import { decodeLink, encodeLink, formatText, parseText, removeOp, SEED, unsaidIn } from '../index.ts';
import { withPrefixes } from '../text/prefix.arbitrary.ts';
import { checksum } from './alphabet.ts';

const RANDOM = 20261129;

const fitting = (body: string) => body + checksum(body);

/** A link that was changed here and there, with check characters that fit. */
const forged: fc.Arbitrary<string> = fc
  .record({
    ops: withPrefixes(opsArbitrary(12)),
    changes: fc.array(fc.tuple(fc.nat(200), fc.nat(2), fc.stringMatching(/^[A-Za-z0-9_.~-]{0,3}$/)), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ ops, changes }) => {
    let body = encodeLink({ ...SEED, title: '', ops, cursor: { op: ops.length, step: 0 } }).slice(0, -2);
    for (const [at, cut, put] of changes) {
      const place = 3 + (at % Math.max(body.length - 3, 1));
      body = body.slice(0, place) + put + body.slice(place + cut);
    }
    return fitting(body);
  });

test(`what decodes without a problem has a text that says it, 4000 runs, seed ${RANDOM}`, () => {
  let whole = 0;
  fc.assert(
    fc.property(forged, (link) => {
      const { scenario, problems } = decodeLink(link);
      if (!scenario || problems.length > 0) return;
      whole++;
      // The text form does not know the stops of a tour.
      const { tour: _, ...said } = scenario;
      expect(parseText(formatText(scenario))).toMatchObject({ scenario: said, problems: [] });
    }),
    { seed: RANDOM, numRuns: 4000 },
  );
  expect(whole).toBeGreaterThan(200);
});

test.each([
  ['1anaf1C7S', 'Operation 2, ioas_map, has c as ioas: c is a file descriptor.'],
  ['1anaec0CrZ', 'Operation 3, close, has io as fd: io is an object ID.'],
  ['1anaehj2fEfklc.Ie', 'Operation 4, hwpt_alloc, has fklc as pt: no operation before it defines fklc.'],
])('%s opens, and says what no text can say', (link, sentence) => {
  const { scenario, problems } = decodeLink(link);
  expect(problems).toEqual([sentence]);
  expect(parseText(formatText(scenario ?? SEED)).problems).not.toEqual([]);
});

test('an operation that lost what it uses comes back from the link whole, and that is said', () => {
  const edited = removeOp(SEED, 1);
  const { scenario, problems } = decodeLink(encodeLink(edited));
  expect(scenario).toEqual(edited);
  expect(problems).toEqual([unsaidIn(edited)]);
  expect(unsaidIn(edited)).toContain('no operation before it defines io');
});

test('of a scenario that text can say nothing is unsaid', () => {
  expect(unsaidIn(SEED)).toBeUndefined();
});
