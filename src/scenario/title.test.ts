import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeLink, EMPTY_SCENARIO, encodeLink, formatText, LIMITS, parseText } from './index.ts';
import { cleanTitle } from './title.ts';

const RANDOM = 20261124;

const titles = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.constantFrom(' ', '\t', '\n', '\u2028', '\ud83d', '😀', 'x', '\u202e', '#', '~'), {
      maxLength: 150,
    })
    .map((parts) => parts.join('')),
);

test(`a title reads the same in text and link, whatever somebody typed, 5000 runs, seed ${RANDOM}`, () => {
  fc.assert(
    fc.property(titles, (typed) => {
      const scenario = { ...EMPTY_SCENARIO, title: cleanTitle(typed) };
      expect(scenario.title.length).toBeLessThanOrEqual(LIMITS.title);
      expect(cleanTitle(scenario.title)).toBe(scenario.title);
      expect(parseText(formatText(scenario))).toMatchObject({ scenario, problems: [] });
      expect(decodeLink(encodeLink(scenario))).toEqual({ scenario, problems: [] });
      expect(encodeLink({ ...scenario, title: typed })).toBe(encodeLink(scenario));
      expect(formatText({ ...scenario, title: typed })).toBe(formatText(scenario));
    }),
    { seed: RANDOM, numRuns: 5000 },
  );
});

test.each([
  ['a\tb', 'a b'],
  ['  two\r\nlines ', 'two lines'],
  ['\u202eturned', 'turned'],
  [`${'x'.repeat(119)}😀`, 'x'.repeat(119)],
  ['half \ud83d a pair', 'half \ufffd a pair'],
  ['half \ud83d', 'half'],
])('%j becomes %j', (typed, title) => {
  expect(cleanTitle(typed)).toBe(title);
});
