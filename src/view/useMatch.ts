import { useSyncExternalStore } from 'react';

/** As on a phone: one panel at a time, below the graph. */
export const NARROW = window.matchMedia('(max-width: 699px)');

/** Whether a media query holds now. */
export function useMatch(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => query.matches,
  );
}
