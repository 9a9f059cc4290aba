import { expect, test } from 'vitest';
import { distinguish } from './distinguish.ts';

test('the status is 1 for a difference, 0 where everything within the bounds was tried, 3 where it was not', () => {
  expect(distinguish('', ['external-no-ops', 'merged'], [], 4).status).toBe(1);
  expect(distinguish('', ['merged', 'merged'], [], 3).status).toBe(0);
  const { status, text } = distinguish('', ['merged', 'merged'], [], 3, 2);
  expect(status).toBe(3);
  expect(text).toContain('stopped at the bound of 2 pairs of states');
  expect(text).toMatch(/no difference so far$/);
});

test('JSON has the bounds of the search beside what it found', () => {
  expect(distinguish('', ['merged', 'merged'], [], 2).json).toMatchObject({
    designs: ['merged', 'merged'],
    before: 0,
    depth: 2,
    objects: 9,
    ranges: 2,
    isComplete: true,
    apart: [],
  });
});
