import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createAppStore, decodeLink, encodeLink, type Op, SEED, type Store } from '../../store/index.ts';
import { connectAddress, PACE } from './address.ts';

/** A browser that takes so many addresses in ten seconds, and throws at the next. */
function browser(most: number) {
  let times: number[] = [];
  const listeners = new Map<string, () => void>();
  const entries = [''];
  const location = { hash: '', href: 'https://host/', search: '' };
  const take = (push: boolean) => (_: unknown, __: string, address: string) => {
    times = times.filter((time) => time > Date.now() - 10_000);
    if (times.length >= most) throw new DOMException('too many', 'SecurityError');
    times.push(Date.now());
    if (push) entries.push(address.slice(1));
    else entries[entries.length - 1] = address.slice(1);
  };
  return {
    entries,
    leave: () => listeners.get('pagehide')?.(),
    go(fragment: string) {
      location.hash = `#${fragment}`;
      listeners.get('hashchange')?.();
    },
    window: {
      location,
      history: { pushState: take(true), replaceState: take(false) },
      addEventListener: (name: string, run: () => void) => listeners.set(name, run),
      removeEventListener: (name: string) => listeners.delete(name),
    },
  };
}

function connected(most: number): { store: Store; here: ReturnType<typeof browser>; stop: () => void } {
  const here = browser(most);
  vi.stubGlobal('window', here.window);
  vi.stubGlobal('document', { querySelector: () => null });
  const store = createAppStore();
  return { store, here, stop: connectAddress(store) };
}

const shown = (store: Store) => encodeLink(store.getState().document);

describe('the address', () => {
  beforeEach(() => void vi.useFakeTimers());

  test('is that of the last edit, however fast they come, and no browser is asked too often', () => {
    const { store, here } = connected(100);
    for (let i = 0; i < 321; i++) {
      store.getState().flipDesign();
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(PACE);
    expect(here.entries).toEqual([shown(store)]);
  });

  test('of an edit that nothing came before is there at once', () => {
    const { store, here } = connected(100);
    store.getState().flipDesign();
    expect(here.entries).toEqual([shown(store)]);
  });

  test('is written later where the browser takes no more now, and no other listener misses anything', () => {
    const { store, here } = connected(1);
    const heard = vi.fn();
    store.subscribe(heard);
    for (let i = 0; i < 5; i++) {
      store.getState().flipDesign();
      vi.advanceTimersByTime(PACE);
    }
    expect(heard).toHaveBeenCalledTimes(5);
    vi.advanceTimersByTime(10_000);
    expect(here.entries).toEqual([shown(store)]);
  });

  test('that waits is written before the page goes, and when it is no longer kept together', () => {
    for (const end of ['leave', 'stop'] as const) {
      const { store, here, stop } = connected(100);
      store.getState().flipDesign();
      store.getState().flipDesign();
      if (end === 'stop') stop();
      else here.leave();
      expect(here.entries).toEqual([shown(store)]);
    }
  });

  test('of what is opened is an entry of its own, after the last edit of what was open before', () => {
    const { store, here } = connected(100);
    store.getState().flipDesign();
    store.getState().flipDesign();
    const before = shown(store);
    store.getState().open(decodeLink(before).scenario as never);
    expect(here.entries).toEqual([before, shown(store)]);
  });

  test('of what it asked for stays as it is, however large that is, and the next that is opened has its own', () => {
    const { store, here } = connected(100);
    const long = { ...SEED, ops: Array.from({ length: 200 }, () => SEED.ops[0] as Op), title: '' };
    here.go(encodeLink(long));
    expect(shown(store)).toBe(encodeLink(SEED));
    vi.runAllTimers();
    expect(store.getState().document.ops).toHaveLength(200);
    expect(here.entries).toEqual(['']);
    here.go(encodeLink(long).slice(0, 5));
    store.getState().open({ ...SEED, title: 'Another' });
    expect(here.entries).toEqual(['', shown(store)]);
  });
});
