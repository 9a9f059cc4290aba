import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  forget,
  keepRecent,
  keepSaved,
  MOST_RECENT,
  MOST_SAVED,
  readShelf,
  restore,
  type Saved,
  takeIn,
} from './shelf.ts';
import { storageOf } from './storage.fixture.ts';

const link = fc.stringMatching(/^1[\w.~-]{1,12}$/);
const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');
const at = fc.nat(1.7e12);
const saved = fc.record({ link, name, at });
const kept = fc.record({ link, at });

describe('what the browser keeps', () => {
  test('what two tabs save, in whatever order, is the same, and all of it', () => {
    fc.assert(
      fc.property(fc.array(saved, { maxLength: 30 }), fc.array(saved, { maxLength: 30 }), (one, other) => {
        const all = [...one, ...other];
        const names = ({ saved }: { saved: readonly Saved[] }) =>
          new Set(saved.map((each) => `${each.link} ${each.name}`));
        const there = storageOf();
        const back = storageOf();
        for (const each of all) keepSaved(there, each);
        for (const each of all.toReversed()) keepSaved(back, each);
        expect(names(readShelf(there))).toEqual(new Set(all.map((each) => `${each.link} ${each.name}`)));
        expect(names(readShelf(back))).toEqual(names(readShelf(there)));
      }),
    );
  });

  test('a saved scenario reads back as it was, and is gone when it is deleted', () => {
    fc.assert(
      fc.property(saved, (one) => {
        const storage = storageOf();
        expect(keepSaved(storage, one)).toBe(true);
        expect(readShelf(storage).saved).toEqual([one]);
        forget(storage, one);
        expect(storage.length).toBe(0);
      }),
    );
  });

  test('of the recent ones the last twenty stay, each link once', () => {
    fc.assert(
      fc.property(fc.array(link, { maxLength: 60 }), (links) => {
        const storage = storageOf();
        for (const [i, each] of links.entries()) keepRecent(storage, { link: each, at: i }, 'tab');
        const wanted = [...new Set(links.toReversed())].slice(0, MOST_RECENT);
        expect(readShelf(storage).recent.map((one) => one.link)).toEqual(wanted);
      }),
    );
  });

  test('an edit replaces what its own tab had before, and never what another tab has come to', () => {
    const storage = storageOf();
    keepRecent(storage, { link: '1a', at: 1 }, 'one');
    keepRecent(storage, { link: '1b', at: 2 }, 'one', '1a');
    keepRecent(storage, { link: '1b', at: 3 }, 'other');
    keepRecent(storage, { link: '1c', at: 4 }, 'one', '1b');
    expect(readShelf(storage).recent.map((one) => one.link)).toEqual(['1c', '1b']);
  });

  test('there is a most of saved ones; one that is there may be saved again', () => {
    const storage = storageOf();
    for (let i = 0; i < MOST_SAVED; i++) keepSaved(storage, { link: '1a', name: `${i}`, at: i });
    expect(keepSaved(storage, { link: '1a', name: 'more', at: 1 })).toBe(false);
    expect(keepSaved(storage, { link: '1a', name: '7', at: 999 })).toBe(true);
    expect(readShelf(storage).saved[0]?.name).toBe('7');
  });

  test('taking in adds, never takes away, and twice is as once', () => {
    fc.assert(
      fc.property(
        fc.array(saved, { maxLength: 10 }),
        fc.array(saved, { maxLength: 10 }),
        fc.array(kept, { maxLength: 10 }),
        (mine, theirs, recent) => {
          const storage = storageOf();
          for (const one of mine) keepSaved(storage, one);
          const before = readShelf(storage).saved.map((one) => `${one.link} ${one.name}`);
          expect(takeIn(storage, { saved: theirs, recent })).toBe(theirs.length + recent.length);
          const after = readShelf(storage);
          expect(after.saved.map((one) => `${one.link} ${one.name}`)).toEqual(expect.arrayContaining(before));
          takeIn(storage, { saved: theirs, recent });
          expect(readShelf(storage)).toEqual(after);
        },
      ),
    );
  });

  test('what is taken in makes nothing of one’s own go, now or later', () => {
    const storage = storageOf();
    const links = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
    for (const [i, each] of links('1mine', 5).entries()) keepRecent(storage, { link: each, at: i }, 'tab');
    const theirs = links('1theirs', MOST_RECENT).map((each) => ({ link: each, at: Date.now() }));
    expect(takeIn(storage, { saved: [], recent: theirs })).toBe(MOST_RECENT - 5);
    for (const [i, each] of links('1more', 5).entries())
      keepRecent(storage, { link: each, at: 10 + i }, 'tab');
    const here = readShelf(storage).recent.map((one) => one.link);
    expect(here).toHaveLength(MOST_RECENT);
    expect(here).toEqual(expect.arrayContaining([...links('1mine', 5), ...links('1more', 5)]));
  });

  test('nothing goes before what it goes for is kept', () => {
    const storage = storageOf();
    for (let i = 0; i < MOST_RECENT; i++) keepRecent(storage, { link: `1a${i}`, at: i }, 'tab');
    const full: Storage = {
      ...storage,
      get length() {
        return storage.length;
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    const before = readShelf(storage);
    expect(() => keepRecent(full, { link: '1b', at: 99 }, 'tab', '1a19')).toThrow('full');
    expect(readShelf(storage)).toEqual(before);
  });

  test('what is forgotten can be put back as it was', () => {
    for (const one of [
      { link: '1a', at: 5, name: 'x' },
      { link: '1a', at: 5 },
    ]) {
      const storage = storageOf();
      expect(restore(storage, one)).toBe(true);
      const before = readShelf(storage);
      forget(storage, one);
      restore(storage, one);
      expect(readShelf(storage)).toEqual(before);
    }
  });

  test.each(['-1', '8640000000000001', '4102444800000', 'NaN'])(
    'a time that cannot be is passed over: %s',
    (at) => {
      const storage = storageOf();
      storage.setItem('release-graph.recent 1a', `${at} tab`);
      storage.setItem('release-graph.saved 1a x', at);
      expect(readShelf(storage)).toEqual({ recent: [], saved: [] });
    },
  );

  test('what somebody else has put into the storage is passed over', () => {
    const storage = storageOf();
    for (const key of [
      'release-graph.theme',
      'release-graph.recent <b>',
      'release-graph.saved 1a',
      'release-graph.saved  x',
      'release-graph.saved 1a a\nb',
    ])
      storage.setItem(key, '5');
    storage.setItem('release-graph.recent 1a', 'dark');
    expect(readShelf(storage)).toEqual({ recent: [], saved: [] });
  });
});
