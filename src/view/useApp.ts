import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Intents, State, Store } from '../store/index.ts';

/** The store of the page. */
export const AppStore = createContext<Store | null>(null);

export function useAppStore(): Store {
  const store = use(AppStore);
  if (!store) throw new Error('no store: render inside <AppStore>');
  return store;
}

/** What a component shows of the state; it renders again only when that changes. */
export function useApp<T>(selector: (state: State & Intents) => T): T {
  return useStore(useAppStore(), selector);
}
