import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createAppStore, encodeLink, parseText, SEED, type Store } from '../../store/index.ts';
import { connectShelf } from './connectShelf.ts';
import { MOST_DRAFTS } from './drafts.ts';
import { storageOf } from './storage.fixture.ts';

const connected = (): Store => {
  const store = createAppStore();
  connectShelf(store);
  return store;
};

const type = (store: Store, text: string) => store.getState().editText(text, parseText);
const keys = () => Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '');
const drafts = () => keys().filter((key) => key.startsWith('release-graph.draft '));

describe('what the browser keeps of what is edited', () => {
  beforeEach(() => {
    vi.stubGlobal('localStorage', storageOf());
  });

  test('a text that is not right yet is there again after a reload, wherever one was', () => {
    const first = connected();
    type(first, 'open > c\nioas_al');
    first.getState().step(1);
    const second = connected();
    expect(second.getState().draft?.text).toBe('open > c\nioas_al');
    expect(second.getState().document.ops).toEqual(SEED.ops);
    expect(second.getState().notice?.sentences.join()).toContain('is back');
  });

  test('it belongs to its scenario: another has none, and it is there when one comes back', () => {
    const store = connected();
    type(store, 'open > c\nioas_al');
    store.getState().openLink(encodeLink({ ...SEED, title: 'Another' }));
    expect(store.getState().draft).toBeNull();
    store.getState().openLink(encodeLink(SEED));
    expect(store.getState().draft?.text).toBe('open > c\nioas_al');
  });

  test('it goes with the scenario into another design', () => {
    const store = connected();
    type(store, 'open > c\nioas_al');
    store.getState().flipDesign();
    expect(drafts()).toHaveLength(1);
    const { document } = store.getState();
    const second = connected();
    second.getState().open(document);
    expect(second.getState().draft?.text).toBe('open > c\nioas_al');
  });

  test('once it is right, or is given up, nothing of it is left', () => {
    for (const end of [
      (store: Store) => type(store, 'open > c'),
      (store: Store) => store.getState().discardDraft(),
    ]) {
      const store = connected();
      type(store, 'open > c\nioas_al');
      expect(drafts()).toHaveLength(1);
      end(store);
      expect(drafts()).toEqual([]);
    }
  });

  test('of texts that nobody comes back to the last few stay', () => {
    const store = connected();
    for (let i = 0; i < MOST_DRAFTS + 3; i++) {
      store.getState().open({ ...SEED, title: `${i}` });
      type(store, `nonsense ${i}`);
    }
    expect(drafts()).toHaveLength(MOST_DRAFTS);
  });

  test.each([
    ['at a time that cannot be', 9007199254740991],
    ['in a minute', Date.now() + 60_000],
  ])('it stays, though others say that they were kept later: %s', (_, at) => {
    for (let i = 0; i < MOST_DRAFTS; i++) localStorage.setItem(`release-graph.draft z${i}`, `${at} boo`);
    type(connected(), 'open > c\nioas_al');
    expect(drafts()).toHaveLength(MOST_DRAFTS);
    expect(connected().getState().draft?.text).toBe('open > c\nioas_al');
  });

  test('a text with a time that cannot be is passed over', () => {
    type(connected(), 'open > c\nioas_al');
    localStorage.setItem(drafts()[0] ?? '', '9007199254740991 boo');
    expect(connected().getState().draft).toBeNull();
  });

  test('an edit that cannot be kept says so, once', () => {
    localStorage.setItem('of another page', '');
    localStorage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const store = connected();
    type(store, 'open > c');
    expect(store.getState().notice?.sentences[0]).toMatch(/What you edit is not kept.*no room left/);
    store.getState().dismiss();
    type(store, 'open > c\nopen > d');
    type(store, 'nonsense');
    expect(store.getState().notice).toBeNull();
  });
});
