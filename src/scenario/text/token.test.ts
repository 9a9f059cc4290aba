import { expect, test } from 'vitest';
import { nearest } from '../../lang/index.ts';
import { tokens } from './token.ts';

const NAMES = ['open', 'close', 'ioas_alloc', 'ioas_map', 'vdevice_alloc', 'hw_queue_alloc'];

test.each([
  ['ioas_aloc', 'ioas_alloc'],
  ['ioas_allocate', 'ioas_alloc'],
  ['ioas_map', 'ioas_map'],
  ['opne', 'open'],
  ['hwqueue_allok', 'hw_queue_alloc'],
  ['frobnicate', undefined],
  ['x', undefined],
  ['pn', undefined],
  ['x'.repeat(5000), undefined],
])('%s is meant as %s', (word, meant) => {
  expect(nearest(word, NAMES)).toBe(meant);
});

test('the arrow in a name is not a word of its own', () => {
  expect(tokens('until f:lock(pages->mutex) > d').map(({ text }) => text)).toEqual([
    'until',
    'f:lock(pages->mutex)',
    '>',
    'd',
  ]);
});

test('an arrow is a word of its own, and a comment is none', () => {
  expect(tokens('  open>c # > d')).toEqual([
    { text: 'open', column: 3 },
    { text: '>', column: 7 },
    { text: 'c', column: 8 },
  ]);
});
