import { expect, test } from 'vitest';
import { wordsOf } from './key_words.ts';
import { bindings, NO_COMMANDS } from './keys.ts';

test('every key has words, and no two the same', () => {
  const words = bindings(NO_COMMANDS).map(wordsOf);
  expect(new Set(words).size).toBe(words.length);
});
