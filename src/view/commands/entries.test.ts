import { expect, test } from 'vitest';
import { NO_COMMANDS } from '../keyboard/keys.ts';
import { matching, notYet } from './entries.ts';
import type { Entry } from './entry.ts';

test.each(['ioas_copy', 'IOMMU_IOAS_COPY', 'copy not emulated'])('%s finds what is not emulated', (query) => {
  let opened = false;
  const entries = notYet({ ...NO_COMMANDS, reference: () => (opened = true) });
  const found = matching(entries, query);
  expect(found.map(({ says }) => says)).toEqual(['IOMMU_IOAS_COPY is not emulated yet']);
  found[0]?.run();
  expect(opened).toBe(true);
});

test('what is not emulated is shown only to who looks for it', () => {
  expect(matching(notYet(NO_COMMANDS), ' ')).toEqual([]);
});

test('what is called exactly so comes first', () => {
  const entry = (group: Entry['group'], says: string): Entry => ({ group, says, hint: '', run: () => {} });
  const entries = [
    entry('Scenario', 'a design like 7.3'),
    entry('Design', '7.3-rc1'),
    entry('Design', '7.3'),
  ];
  for (const query of ['design 7.3', '7.3', 'Design  7.3'])
    expect(matching(entries, query)[0]).toBe(entries[2]);
});
