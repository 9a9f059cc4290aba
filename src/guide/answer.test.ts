import { expect, test } from 'vitest';
import { designOf, MAIN_DESIGNS, type PresetName } from '../iommufd/index.ts';
import { judge, keepLedgers, run } from '../trace/index.ts';
import { answerOf } from './answer.ts';
import { type BuiltIn, GUIDES, LIBRARY } from './index.ts';

function asked(one: BuiltIn, design: PresetName, isEdited = false) {
  const ran = run(one.scenario.ops, designOf(design));
  const { headline } = judge(ran, keepLedgers(ran));
  const at = (frame: number) =>
    answerOf(one, GUIDES[one.id], { run: ran, headline, frame, design, isEdited });
  return { ran, at, last: ran.ops[one.scenario.cursor.op]?.last ?? 0, end: ran.frames.length - 1 };
}

const [first] = LIBRARY as readonly [BuiltIn, ...BuiltIn[]];

test.each(LIBRARY)('$id has its question answered in words in each design that it shows', (one) => {
  for (const design of new Set([...MAIN_DESIGNS, one.scenario.design])) {
    const { at, end, last } = asked(one, design);
    expect(at(end), design).toMatch(/[.?!]$/);
    expect(at(last - 1), design).toBeNull();
  }
});

test('the answer is that of the design which runs, and of what has run', () => {
  const naive = asked(first, 'naive');
  expect(naive.at(naive.last)).toMatch(/^The last descriptor is closed: 2 to 1/);
  const now = asked(first, '7.3');
  expect(now.at(now.last)).toMatch(/^Everything is freed/);
});

test('where no stop of the tour is there, or an edit has made it another scenario, the verdict answers', () => {
  const v6 = asked(first, 'v6');
  expect(v6.at(v6.end)).toBe('FREED: the context and every object were released.');
  const edited = asked(first, 'naive', true);
  expect(edited.at(edited.end)).toMatch(/^LEAK: access 8 pins the context file/);
});
