import { expect, test } from 'vitest';
import { designOf } from '../../iommufd/index.ts';
import { LIBRARY, parseText } from '../../scenario/index.ts';
import { run } from '../run/run.ts';
import { keepLedgers } from './kept.ts';
import type { Ledger } from './ledger.ts';

const told = ({ rows, uncounted }: Ledger) => ({ rows: [...rows], uncounted: [...uncounted] });

test('a ledger says the same in whatever order one looks', () => {
  for (const { scenario } of LIBRARY) {
    const found = run(scenario.ops, designOf(scenario.design));
    const forth = keepLedgers(found).map(told);
    expect(keepLedgers(found).toReversed().map(told).toReversed()).toEqual(forth);
    const here = Math.floor(forth.length / 2);
    expect(told(keepLedgers(found)[here] as Ledger)).toEqual(forth[here]);
  }
});

test('a reference is the same row in every ledger that has it, wherever one looks first', () => {
  const { ops } = parseText(`open > c\n${'ioas_alloc c\n'.repeat(40)}close c`).scenario;
  const ledgers = keepLedgers(run(ops, designOf('7.3')));
  const last = ledgers.length - 200;
  const later = new Set(ledgers[last]?.rows);
  const shared = ledgers[last - 100]?.rows.filter((row) => later.has(row)) ?? [];
  expect(shared.length).toBeGreaterThan(10);
  const again = new Set(ledgers[last - 50]?.rows);
  expect(shared.every((row) => again.has(row))).toBe(true);
});

test('while nothing is taken or put there is one ledger', () => {
  const { ops } = parseText('open > c\nioas_alloc c > io').scenario;
  const found = run(ops, designOf('7.3'));
  const ledgers = keepLedgers(found);
  for (const [frame, { step }] of found.frames.entries())
    if (step && ['lock', 'unlock', 'slot'].includes(step.effect.do))
      expect(ledgers[frame]).toBe(ledgers[frame - 1]);
});
