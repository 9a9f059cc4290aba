import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customDesigns } from './custom_design.arbitrary.ts';
import {
  designOf,
  NoDesign,
  readCustom,
  readDesign,
  spellCustom,
  titleOf,
  vary,
  withoutOf,
} from './custom_design.ts';
import { DESIGN_NAMES, PRESETS } from './presets.ts';

const SEED = 20261124;

test(`a design of one's own reads back as what it was written from, seed ${SEED}`, () => {
  fc.assert(
    fc.property(customDesigns, (name) => {
      expect(spellCustom(readCustom(name))).toBe(name);
      expect(readDesign(name)).toBe(name);
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

test('a name is one line of plain characters, so that it can stand in a mail', () => {
  fc.assert(
    fc.property(customDesigns, (name) => {
      expect(name).toMatch(/^[\x20-\x7e]+$/);
      expect(name).not.toMatch(/[#;]/);
    }),
    { seed: SEED },
  );
});

test.each(DESIGN_NAMES)('%s is itself, and the same under another name', (name) => {
  expect(readDesign(name)).toBe(name);
  expect(titleOf(name)).toBe(name);
  expect(designOf(name)).toBe(PRESETS[name].design);
  expect(designOf(vary(name, () => ({ title: 'mine' })))).toEqual(designOf(name));
});

test('another name of a preset reads as the preset, by itself and as what a design is based on', () => {
  expect(readDesign('merged')).toBe('7.3');
  expect(readDesign('merged+ops')).toBe('internal-ops');
  expect(readDesign('x: merged, putWakes yes')).toBe('x: 7.3, putWakes yes');
  expect(() => readDesign('constructor')).toThrow(NoDesign);
});

test('what decides nothing anew goes without saying, in whatever order it is written', () => {
  expect(readDesign('x: naive, internalHoldsFile yes, without hwpt->ioas, without access->ictx')).toBe(
    'x: naive, without access->ictx, without hwpt->ioas',
  );
});

test('a design that is varied keeps its title and what it had', () => {
  const first = vary('naive', ({ without }) => ({ without: [...without, { role: 'access->ictx' }] }));
  expect(first).toBe('what if: naive, without access->ictx');
  expect(vary(first, () => ({ added: [{ by: 'hw_queue', of: 'ictx' }] }))).toBe(
    'what if: naive, without access->ictx, with hw_queue->ictx',
  );
  expect(titleOf(first)).toBe('what if');
});

test('a reference of one holder is left out by name, beside no other that it is part of', () => {
  const text = 'x: naive, without access->ictx of access 8, without access->ictx of access 10 of ictx 2';
  expect(readDesign(text)).toBe(text);
  expect(readDesign('x: naive, without access->ictx of access 10, without access->ictx of access 8')).toBe(
    'x: naive, without access->ictx of access 8, without access->ictx of access 10',
  );
  expect(readDesign('x: naive, without access->ictx of access 8, without access->ictx')).toBe(
    'x: naive, without access->ictx',
  );
  expect(readDesign('x: 7.3, without added hw_queue->ictx of hw_queue 7, with hw_queue->ictx')).toBe(
    'x: 7.3, without added hw_queue->ictx of hw_queue 7, with hw_queue->ictx',
  );
});

/** What is left out, in the order in which a design names it. */
test.each([
  ['by role first', 'hwpt->ioas of hwpt_paging 4', 'hw_queue->viommu of hw_queue 3'],
  ['then by context', 'access->ictx of access 10 of ictx 1', 'access->ictx of access 8 of ictx 2'],
  ['what is of any context before both', 'access->ictx of access 9', 'access->ictx of access 8 of ictx 1'],
  ['then by ID, as a number', 'access->ictx of access 8 of ictx 2', 'access->ictx of access 10 of ictx 2'],
  ['then by kind', 'hwpt->fault of hwpt_nested 6', 'hwpt->fault of hwpt_paging 6'],
  ['added ones by name, before all others', 'added access->ictx', 'added hw_queue->ictx', 'access->ictx'],
])('what a design leaves out is ordered: %s', (_, ...ordered) => {
  const spelled = ['x: naive', ...ordered.map((one) => `without ${one}`)].join(', ');
  const reversed = ['x: naive', ...ordered.toReversed().map((one) => `without ${one}`)].join(', ');
  expect(readDesign(spelled)).toBe(spelled);
  expect(readDesign(reversed)).toBe(spelled);
});

test('a reference is left out of one holder where all its holders are objects, else of every one', () => {
  const access = { kind: 'access', id: 8 } as const;
  const queue = { kind: 'hw_queue', id: 7 } as const;
  expect(withoutOf('access->ictx', access)).toEqual({ role: 'access->ictx', of: access });
  expect(withoutOf('added hw_queue->ictx', queue)).toEqual({ role: 'added hw_queue->ictx', of: queue });
  expect(withoutOf('hw_queue->access', queue)).toEqual({ role: 'hw_queue->access' });
  expect(withoutOf('file->access', access)).toEqual({ role: 'file->access' });
});

test('a title has 24 characters at most', () => {
  const title = 'a'.repeat(24);
  expect(readDesign(`${title}: naive, putWakes yes`)).toBe(`${title}: naive, putWakes yes`);
  expect(() => readDesign(`${title}a: naive`)).toThrow(NoDesign);
});

test.each([
  ['nothing', 'no design is called "nothing"'],
  ['x: nothing', 'it begins with "nothing", which is not a named design'],
  [': naive', '"" is not a title of a design'],
  ['<b>: naive', '"<b>" is not a title of a design'],
  ['x: naive, internalHoldsFile maybe', 'internalHoldsFile is no or yes, not "maybe"'],
  ['x: naive, internalHoldsFiles no', '"internalHoldsFiles no" is not a switch with a value'],
  ['x: naive, without fd', '"fd" is not a reference that can be left out'],
  ['x: naive, without fd of access 8', '"fd of access 8" is not a reference that can be left out'],
  ['x: naive, without access->ictx of hw_queue 7', 'access->ictx is left out of access, not of "hw_queue 7"'],
  ['x: naive, without access->ictx of access', 'is not a reference that can be left out'],
  [
    'x: naive, without file->access of access 8',
    'file->access is left out of every holder, not of "access 8"',
  ],
  [
    'x: naive, without hw_queue->access of hw_queue 7',
    'hw_queue->access is left out of every holder, not of "hw_queue 7"',
  ],
  ['x: naive, without added ioas->access', 'a ioas can hold ictx, not "access"'],
  ['x: naive, with nothing->ictx', '"nothing->ictx" is not a reference between two kinds'],
  ['x: naive, with ioas->ictx->ioas', '"ioas->ictx->ioas" is not a reference between two kinds'],
  ['x: naive, with ioas->access', 'a ioas can hold ictx, not "access"'],
  [`x: naive${', with hw_queue->ictx'.repeat(5)}`, 'it adds more than 4 references'],
])('%s is none, and why is said', (text, because) => {
  expect(() => readDesign(text)).toThrow(NoDesign);
  expect(() => readDesign(text)).toThrow(because);
});
