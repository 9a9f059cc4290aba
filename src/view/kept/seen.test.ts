import { expect, test } from 'vitest';
import { forgetSeen, keepSeen, readSeen } from './seen.ts';
import { storageOf } from './storage.fixture.ts';

test('what was opened is seen, and a tour that was taken stays taken', () => {
  const storage = storageOf();
  keepSeen(storage, 'cycle', 'opened');
  keepSeen(storage, 'dup', 'toured');
  keepSeen(storage, 'dup', 'opened');
  expect([...readSeen(storage)]).toEqual([
    ['cycle', 'opened'],
    ['dup', 'toured'],
  ]);
  keepSeen(storage, 'cycle', 'toured');
  expect(readSeen(storage).get('cycle')).toBe('toured');
});

test.each([
  ['no scenario of the library', 'release-graph.seen nobody', 'opened 1'],
  ['a name that every object has', 'release-graph.seen toString', 'opened 1'],
  ['a word that is none', 'release-graph.seen cycle', 'eaten 1'],
  ['no time', 'release-graph.seen cycle', 'opened'],
  ['a time to come', 'release-graph.seen cycle', 'opened 9999999999999'],
  ['markup', 'release-graph.seen cycle', '<b>opened 1</b>'],
])('an entry with %s is passed over', (_, key, value) => {
  const storage = storageOf();
  storage.setItem(key, value);
  expect(readSeen(storage).size).toBe(0);
});

test('it is forgotten as a whole, and nothing else is', () => {
  const storage = storageOf();
  storage.setItem('release-graph.theme', 'dark');
  keepSeen(storage, 'cycle', 'opened');
  keepSeen(storage, 'dup', 'toured');
  forgetSeen(storage);
  expect(readSeen(storage).size).toBe(0);
  expect(storage.length).toBe(1);
});
