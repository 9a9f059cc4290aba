import { describe, expect, test } from 'vitest';
import { GUIDES, LIBRARY } from '../../guide/index.ts';
import { ANYTHING, kindsOf, matching, type Wanted } from './matching.ts';

const ids = (wanted: Partial<Wanted>) =>
  matching(LIBRARY, GUIDES, { ...ANYTHING, ...wanted }).map(({ id }) => id);

test('who wants nothing in particular finds the whole library, in its order', () => {
  expect(ids({ query: '  ' })).toEqual(LIBRARY.map(({ id }) => id));
});

describe('words', () => {
  test('all count, in any order and case', () => {
    expect(ids({ query: 'DESTROYED queue before' })).toContain('queue-first');
    expect(ids({ query: 'queue xyzzy' })).toEqual([]);
  });

  test.each([
    ['deadlock', 'cycle'],
    ['hacky', 'ops-one-day'],
    ['access->ops', 'ops-one-day'],
    ['is_internal', 'ownership'],
    ['iommufd_access_is_internal', 'ownership'],
    ['token', 'ownership'],
    ['explicit', 'no-zeroing'],
    ['zeroed', 'no-zeroing'],
    ['wake_up', 'wait'],
  ])('of the thread about the patch lead to what they are about: %s', (query, id) => {
    expect(ids({ query })).toContain(id);
  });

  test('are looked for in title, question, story, what it is about, and operations', () => {
    expect(ids({ query: 'right order' })).toContain('queue-first');
    expect(ids({ query: 'live when its file' })).toContain('cycle');
    expect(ids({ query: '0dbcdf4473a6' })).toEqual(['forgotten-put']);
    expect(ids({ query: 'vfio_bind' })).toContain('vfio');
    expect(ids({ query: 'vfio_bind' })).not.toContain('cycle');
  });
});

describe('choices', () => {
  test('a kind is one that the operations make', () => {
    expect(ids({ kind: 'veventq' })).toEqual(['event-files']);
    for (const one of LIBRARY) for (const kind of kindsOf(one)) expect(ids({ kind })).toContain(one.id);
  });

  test('a version finds what is about it, and what ends otherwise in it', () => {
    expect(ids({ design: '6.17' })).toEqual(expect.arrayContaining(['forgotten-put', 'any-without-ops']));
    expect(ids({ design: 'v7' })).toEqual(['any-without-ops']);
    expect(ids({ design: 'naive' })).not.toContain('passes');
  });

  test('a symptom is what it ends in, in a design that is shown', () => {
    expect(ids({ ending: 'UAF' })).toEqual([
      'queue-race',
      'stored-ictx',
      'uncounted-device',
      'late-fput',
      'late-count',
      'destroy-counts',
    ]);
    expect(ids({ ending: 'LEAK', design: 'naive' })).toContain('cycle');
  });
});
