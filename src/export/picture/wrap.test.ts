import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

const SEED_NUMBER = 20261124;

test(`no line has more letters than it may, and no letter is lost, seed ${SEED_NUMBER}`, () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 30 }).filter((word) => !word.includes(' '))),
      fc.integer({ min: 5, max: 60 }),
      fc.integer({ min: 0, max: 80 }),
      (words, letters, taken) => {
        const [first = '', ...rest] = wrap(words.join(' '), letters, taken);
        expect(first.length).toBeLessThanOrEqual(Math.max(letters - taken, 1));
        for (const line of rest) expect(line.length).toBeLessThanOrEqual(letters);
        expect([first, ...rest].join('').replaceAll(' ', '')).toBe(words.join(''));
      },
    ),
    { seed: SEED_NUMBER },
  );
});

test('a line breaks between words where it can', () => {
  expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  expect(wrap('one two three', 9, 4)).toEqual(['one', 'two three']);
});
