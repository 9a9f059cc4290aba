import { expect, test } from 'vitest';
import { type BuiltIn, LIBRARY } from './index.ts';
import { nextTo, PATH, PATH_STEPS } from './path.ts';

test('each scenario of the path exists, and is on it once, with a reason of its own', () => {
  const ids = PATH.map(({ id }) => id);
  expect(PATH_STEPS.map(({ id }) => id)).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(PATH.map(({ why }) => why)).size).toBe(ids.length);
  for (const { why } of PATH) expect(why).toMatch(/^[A-Z].*\.$/);
});

test('the path begins with what the page opens with, and each of it leads to the next', () => {
  const path = PATH_STEPS.map(({ one }) => one);
  expect(path[0]).toBe(LIBRARY[0]);
  expect(path.slice(0, -1).map(nextTo)).toEqual(path.slice(1));
});

test('from every scenario of the library one comes to its end', () => {
  for (const begin of LIBRARY) {
    const read = new Set<BuiltIn>();
    for (let at: BuiltIn | undefined = begin; at && !read.has(at); at = nextTo(at)) read.add(at);
    expect([...read].at(-1)).toBe(LIBRARY.at(-1));
  }
});
