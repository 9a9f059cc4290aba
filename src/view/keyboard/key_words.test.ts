import { expect, test } from 'vitest';
import { WALK_KEYS } from '../graph/walk/walking.ts';
import { WALK_WORDS, wordsOf } from './key_words.ts';
import { bindings, NO_COMMANDS } from './keys.ts';

test('every key has words, and no two the same', () => {
  const words = bindings(NO_COMMANDS).map(wordsOf);
  expect(new Set(words).size).toBe(words.length);
});

test('inside the drawing, every key means one thing, and no two have the same words', () => {
  const keys = Object.values(WALK_KEYS).flat();
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(Object.values(WALK_WORDS)).size).toBe(Object.keys(WALK_KEYS).length);
});
