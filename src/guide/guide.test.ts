import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, designOf, OP_NAMES, PRESETS } from '../iommufd/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { judge, keepLedgers, run } from '../trace/index.ts';
import { DESIGN_WORDS, endingIn, frameOfStop, GUIDES } from './index.ts';

const ALL = LIBRARY.map((one) => [one.id, one] as const);

test('there are scenarios of every chapter, the cycle first', () => {
  const chapters = [...new Set(LIBRARY.map(({ chapter }) => chapter))];
  expect(chapters).toEqual(['cycle', 'lifetime', 'access', 'process', 'refusal', 'review', 'history']);
  expect(LIBRARY.length).toBeGreaterThanOrEqual(24);
  expect(LIBRARY[0]?.id).toBe('cycle');
});

describe.each(ALL)('%s', (id, { scenario: { ops, design, cursor } }) => {
  const guide = GUIDES[id];

  test.each(DESIGN_NAMES)('ends as it says in %s', (name) => {
    const found = run(ops, designOf(name));
    expect(judge(found, keepLedgers(found)).headline.name).toBe(endingIn(guide, name));
  });

  test('every stop of the tour is a step of its run', () => {
    expect(guide.stops.length).toBeGreaterThanOrEqual(3);
    for (const stop of guide.stops) {
      const found = frameOfStop(run(ops, designOf(stop.design ?? design)), stop);
      expect(found, stop.says).toBeDefined();
    }
  });

  test('it opens before something happens', () => {
    expect(cursor.op).toBeLessThan(ops.length);
  });
});

test('the library shows every kind of object, every ending but a child that lives, and every operation', () => {
  const runs = LIBRARY.map(({ scenario: { ops, design } }) => run(ops, designOf(design)));
  const kinds = new Set(runs.flatMap(({ frames }) => frames.at(-1)?.state.map(({ kind }) => kind) ?? []));
  for (const kind of [
    'ioas',
    'hwpt_paging',
    'hwpt_nested',
    'device',
    'access',
    'fault',
    'viommu',
    'vdevice',
    'veventq',
    'hw_queue',
    'selftest',
  ])
    expect(kinds).toContain(kind);
  const endings = new Set(runs.map((one) => judge(one, keepLedgers(one)).headline.name));
  for (const ending of ['UAF', 'BAD PUT', 'HANG', 'LEAK', 'WARN', 'FREED']) expect(endings).toContain(ending);
  const used = new Set(LIBRARY.flatMap(({ scenario }) => scenario.ops.map(({ name }) => name)));
  expect(OP_NAMES.filter((name) => !used.has(name))).toEqual([]);
});

test('what is called by the number of a version was released, and nothing else is said to have been', () => {
  const released = DESIGN_NAMES.filter((name) => PRESETS[name].was === 'released');
  expect(released).toEqual(['7.3', '6.12', '6.16', '6.17-rc6', '6.17']);
  expect(DESIGN_NAMES.filter((name) => /^\d/.test(name) && !released.includes(name))).toEqual([]);
});

test('every design says what it is and where it comes from', () => {
  const words = DESIGN_NAMES.map((name) => DESIGN_WORDS[name]);
  expect(new Set(words.map(({ says }) => says)).size).toBe(DESIGN_NAMES.length);
  for (const { source } of words) expect(source).not.toBe('');
});
