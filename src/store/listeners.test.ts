import { expect, test, vi } from 'vitest';
import { createAppStore } from './index.ts';

test('a listener that fails keeps no other from hearing, and its fault is not swallowed', () => {
  const later: (() => void)[] = [];
  vi.stubGlobal('queueMicrotask', (run: () => void) => later.push(run));
  const store = createAppStore();
  const heard = vi.fn();
  store.subscribe(() => {
    throw new Error('fails');
  });
  store.subscribe(heard);
  store.getState().flipDesign();
  expect(heard).toHaveBeenCalledOnce();
  expect(later).toHaveLength(1);
  expect(later[0]).toThrow('fails');
});
