import { expect, test } from 'vitest';
import { DESIGN_NAMES } from '../iommufd/index.ts';
import { digestOfOps, outcomesOf } from './canonical.ts';
import { allRecorded, type Recorded } from './recorded.fixture.ts';

const RECORDED = allRecorded();

/** By what has it in common, the designs in which each word was recorded. */
function byDesigns(wordsOf: (one: Recorded) => readonly string[]): ReadonlyMap<string, string[]> {
  const designs = new Map<string, Set<string>>();
  for (const one of RECORDED)
    for (const word of wordsOf(one))
      designs.set(word, (designs.get(word) ?? new Set<string>()).add(one.design));
  const rows = new Map<string, string[]>();
  for (const word of [...designs.keys()].sort()) {
    const where = DESIGN_NAMES.filter((name) => designs.get(word)?.has(name)).join(' ');
    rows.set(where, [...(rows.get(where) ?? []), word]);
  }
  return rows;
}

test('recorded.json has the scenarios and the outcomes of all recordings and logs, and no others', async () => {
  const scenarios = byDesigns(({ ops }) => [digestOfOps(ops)]);
  const outcomes = byDesigns(({ ops, seen }) => outcomesOf(ops, seen));
  const rows = [...new Set([...scenarios.keys(), ...outcomes.keys()])].sort();
  const index = {
    kernels: Object.fromEntries(RECORDED.map(({ design, kernel }) => [design, kernel])),
    recorded: rows.map((where) => ({
      in: where.split(' '),
      scenarios: scenarios.get(where) ?? [],
      outcomes: outcomes.get(where) ?? [],
    })),
  };
  const text = `${JSON.stringify(index, null, 1)}\n`;
  expect(text.length).toBeLessThan(20_000);
  await expect(text).toMatchFileSnapshot('./recorded.json');
});
