import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  forget,
  keepRecent,
  keepSaved,
  MOST_RECENT,
  MOST_SAVED,
  readShelf,
  type Saved,
  takeIn,
} from './shelf.ts';
import { storageOf } from './storage.fixture.ts';

const link = fc.stringMatching(/^1[\w.~-]{1,12}$/);
const name = fc.string({ minLength: 1, maxLength: 20 });
const at = fc.nat(1e13);
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

  test('what somebody else has put into the storage is passed over', () => {
    const storage = storageOf();
    for (const key of [
      'release-graph.theme',
      'release-graph.recent <b>',
      'release-graph.saved 1a',
      'release-graph.saved  x',
    ])
      storage.setItem(key, '5');
    storage.setItem('release-graph.recent 1a', 'dark');
    expect(readShelf(storage)).toEqual({ recent: [], saved: [] });
  });
});
