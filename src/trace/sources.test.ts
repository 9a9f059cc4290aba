import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, designOf } from '../iommufd/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { runText } from './run/run.fixture.ts';
import { run } from './run/run.ts';
import table from './sources.json' with { type: 'json' };
import { countRows, rowOf, sourceOf } from './sources.ts';

const SOURCE = /^(spec §\d(\.\d+)?|recorded event|recorded log|log event|review A5|not checked)$/;

describe('over the library in every design', () => {
  const made = new Set<string>();
  const without = new Set<string>();
  for (const name of DESIGN_NAMES)
    for (const { scenario } of LIBRARY)
      for (const { step } of run(scenario.ops, designOf(name)).frames) {
        if (!step) continue;
        const { fn, deed } = rowOf(step);
        made.add(`${fn}: ${deed}`);
        if (sourceOf(step) === undefined) without.add(`${fn}: ${deed}`);
      }

  test('every step has a row that says where its function is known from', () => {
    expect([...without]).toEqual([]);
  });

  test('every row is of a step that is made', () => {
    const rows = Object.entries(table).flatMap(([fn, sources]) =>
      Object.values(sources)
        .flat()
        .map((deed) => `${fn}: ${deed}`),
    );
    expect(rows.filter((row) => !made.has(row))).toEqual([]);
    expect(new Set(rows).size).toBe(rows.length);
    expect(countRows().rows).toBe(rows.length);
  });
});

test('every source is one of those that there are', () => {
  for (const sources of Object.values(table))
    for (const source of Object.keys(sources)) expect(source).toMatch(SOURCE);
});

test('the rows known from recorded logs are of steps that log', () => {
  const says = (source: string) =>
    Object.values(table).flatMap((sources) => (sources as Record<string, string[]>)[source] ?? []);
  expect(new Set(says('recorded log'))).toEqual(
    new Set(['log no progress', 'log timeout', 'log warn', 'oops']),
  );
});

test('a step that no library scenario makes has no row', () => {
  const [, step] = runText('open > c').frames;
  const fn = 'iommufd_no_such_function';
  expect(step?.step && sourceOf({ ...step.step, stack: [fn] })).toBeUndefined();
});
