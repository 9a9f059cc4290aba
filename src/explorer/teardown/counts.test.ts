import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Counts } from './counts.ts';

test('counts are exact beyond what a double holds: they grow as whole numbers do', () => {
  const step = fc.record({ i: fc.nat(4), other: fc.option(fc.nat(4)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const counts = new Counts(5);
      const expected = [0n, 0n, 0n, 0n, 0n];
      for (const { i, other } of steps) {
        if (other === null) counts.increment(i);
        else counts.add(i, other);
        expected[i] = (expected[i] as bigint) + (other === null ? 1n : (expected[other] as bigint));
      }
      expect(expected.map((_, i) => counts.get(i))).toEqual(expected);
    }),
  );
});

test.each([51n, 52n, 53n, 104n, 700n])('doubled %s times, one more carries through every digit', (times) => {
  const counts = new Counts(2);
  counts.increment(0);
  for (let i = 0n; i < times; i++) counts.add(0, 0);
  expect(counts.get(0)).toBe(2n ** times);
  counts.increment(1);
  for (let i = 1n; i < times; i++) {
    counts.add(1, 1);
    counts.increment(1);
  }
  expect(counts.get(1)).toBe(2n ** times - 1n);
  counts.increment(1);
  expect(counts.get(1)).toBe(2n ** times);
});
