import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_SCENARIO, encodeLink, SEED } from '../../store/index.ts';
import { formatShelf, MOST_TEXT, parseShelf } from './exchange.ts';
import { MOST_SAVED } from './shelf.ts';

const link = fc.constantFrom(SEED, EMPTY_SCENARIO, { ...SEED, title: 'Another' }).map(encodeLink);
const at = fc.nat(1.7e12);
const name = fc.stringMatching(/^[^\p{Cc}\s][^\p{Cc}]{0,40}$/u);
const shelf = fc.record({
  saved: fc.array(fc.record({ link, name, at }), { maxLength: 5 }),
  recent: fc.array(fc.record({ link, at }), { maxLength: 5 }),
});
const exported = (saved: unknown) => JSON.stringify({ format: 'release-graph scenarios', version: 1, saved });
const entry = { link: encodeLink(SEED), name: 'a', at: 1 };

describe('a file of kept scenarios', () => {
  test('reads back as what was kept', () => {
    fc.assert(
      fc.property(shelf, (kept) => {
        expect(parseShelf(formatShelf(kept))).toEqual({ shelf: kept, problems: [] });
      }),
    );
  });

  test('may hold anything: it is read to the end, and what is not taken is said', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map(exported)), (text) => {
        const { shelf: found, problems } = parseShelf(text);
        const isList = /"saved":\[\]/.test(text);
        expect(found.saved.length + problems.length > 0 || isList).toBe(true);
      }),
    );
  });

  test.each([
    ['not json', /not JSON/],
    ['[]', /not an export/],
    ['{"format":"release-graph scenarios","version":2}', /version/],
    [exported({}), /“saved” is not a list/],
    [exported([null]), /Number 1 in “saved” is not an object/],
    [exported([{ ...entry, link: '<b>' }]), /has no link/],
    [exported([{ ...entry, link: '1zzzz' }]), /cannot be read whole/],
    [exported([{ ...entry, at: '1' }]), /when it was kept/],
    [exported([{ ...entry, at: -1 }]), /when it was kept/],
    [exported([{ ...entry, at: 8.64e15 + 1 }]), /when it was kept/],
    [exported([{ ...entry, at: 4102444800000 }]), /when it was kept/],
    [exported([{ ...entry, name: ' ' }]), /has no name/],
    [exported([{ ...entry, name: 'x'.repeat(121) }]), /more than 120 characters/],
    [exported([{ ...entry, name: 'a\nb' }]), /more than one line/],
    ['x'.repeat(MOST_TEXT + 1), /which no export has/],
  ])('that is wrong is refused in a sentence: %#', (text, sentence) => {
    const { shelf: found, problems } = parseShelf(text);
    expect(found.saved).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
  });

  test('that has too many is cut, and a hundred faults are not a hundred sentences', () => {
    const many = Array.from({ length: MOST_SAVED + 1 }, (_, i) => ({ ...entry, name: `${i}` }));
    expect(parseShelf(exported(many)).shelf.saved).toHaveLength(MOST_SAVED);
    expect(parseShelf(exported(many)).problems).toEqual([expect.stringContaining('the first 200')]);
    const { problems } = parseShelf(exported([entry, ...Array.from({ length: 100 }, () => null)]));
    expect(problems).toHaveLength(6);
    expect(problems.at(-1)).toBe('And 95 more like these.');
  });
});
