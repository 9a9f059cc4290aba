import { expect, test } from 'vitest';
import { LIBRARY } from '../../store/index.ts';
import { matching } from './matching.ts';

const ids = (query: string) => matching(LIBRARY, query).map(({ id }) => id);

test('a search for nothing finds the whole library, in its order', () => {
  expect(matching(LIBRARY, '  ')).toEqual(LIBRARY);
});

test('every word counts, in any order and case', () => {
  expect(ids('DESTROYED queue before')).toContain('queue-first');
  expect(ids('queue xyzzy')).toEqual([]);
});

test('a built-in is found by its title, its question and its operations', () => {
  expect(ids('politely')).toContain('queue-first');
  expect(ids('live when its file')).toContain('cycle');
  expect(ids('vfio_bind')).toContain('vfio');
  expect(ids('vfio_bind')).not.toContain('cycle');
});
