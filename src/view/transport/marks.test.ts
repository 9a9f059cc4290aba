import { describe, expect, test } from 'vitest';
import { designOf } from '../../iommufd/index.ts';
import { LIBRARY } from '../../scenario/index.ts';
import { markOf, run } from '../../trace/index.ts';
import { DIFFERENCES, marksOf, ROW, ROWS } from './marks.ts';

const runs = LIBRARY.map(({ scenario }) => run(scenario.ops, designOf('7.3')));

/** From where to where the parts of a path go down. */
const spans = (d: string) =>
  [...d.matchAll(/M\d+ ([\d.]+)(?:V([\d.]+)|H\d+)/g)].map(([, from, to = from]) => [
    Number(from),
    Number(to),
  ]);

describe('on the timeline', () => {
  test('every row has a name and a sentence, and each name is there once', () => {
    const all = [...ROWS, DIFFERENCES];
    for (const { name, says } of all) {
      expect(name).toMatch(/^[a-z]+$/);
      expect(says).toMatch(/^[A-Z].{20,}\.$/);
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  test('every mark lies in the row that has it, whatever runs', () => {
    const seen = new Set<string>();
    for (const one of runs)
      for (const { mark, d } of marksOf(one, markOf, ROWS.length)) {
        if (mark === 'op') continue;
        const row = mark === 'even' || mark === 'odd' ? 0 : ROWS.findIndex(({ marks }) => mark in marks);
        seen.add(mark);
        for (const [from = -1, to = -1] of spans(d))
          expect([mark, from >= row * ROW, to <= (row + 1) * ROW]).toEqual([mark, true, true]);
      }
    expect([...ROWS.flatMap(({ marks }) => Object.keys(marks)), 'even', 'odd'].sort()).toEqual(
      [...seen].sort(),
    );
  });

  test('every step has its mark but those that lock or store what counts nothing', () => {
    for (const one of runs) {
      const drawn = marksOf(one, markOf, ROWS.length).filter(({ mark }) => !/^(op|even|odd)$/.test(mark));
      const wanted = one.frames.filter(({ step }) => step && !/^(lock|other)$/.test(markOf(step)));
      expect(drawn.flatMap(({ d }) => spans(d)).length).toBe(wanted.length);
    }
  });
});
