import { expect, test } from 'vitest';
import { Bound } from '../output/bound.ts';
import { distinguish } from './distinguish.ts';

const silent = { print() {}, complain() {}, refuse() {}, note() {}, progress() {} };
const bound = new Bound(undefined, silent);

test('the status is 1 for a difference, 0 where everything within the bounds was tried, 3 where it was not', () => {
  expect(distinguish('', ['external-no-ops', '7.3'], [], 4, bound).status).toBe(1);
  expect(distinguish('', ['7.3', '7.3'], [], 3, bound).status).toBe(0);
  const { status, text } = distinguish('', ['7.3', '7.3'], [], 3, bound, 2);
  expect(status).toBe(3);
  expect(text).toContain('stopped at the bound of 2 pairs of states');
  expect(text).toMatch(/no difference so far$/);
});

test('JSON has the bounds of the search beside what it found', () => {
  expect(distinguish('', ['7.3', '7.3'], [], 2, bound).json).toMatchObject({
    designs: ['7.3', '7.3'],
    before: 0,
    depth: 2,
    objects: 9,
    ranges: 2,
    isComplete: true,
    apart: [],
  });
});
