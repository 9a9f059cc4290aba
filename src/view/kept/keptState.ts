import { useSyncExternalStore } from 'react';
import { storageHere, watchStorage } from './storage.ts';

/** A hook for what this browser keeps, whichever tab has kept it; `none` where it refuses to keep anything. */
export function keptState<T>(read: (storage: Storage) => T, none: T): () => T {
  let state = none;
  let isStale = true;
  const now = () => {
    if (isStale) {
      const storage = storageHere();
      state = storage ? read(storage) : none;
      isStale = false;
    }
    return state;
  };
  const subscribe = (changed: () => void) => {
    const stop = watchStorage(() => {
      isStale = true;
      changed();
    });
    return () => {
      stop();
      isStale = true;
    };
  };
  return () => useSyncExternalStore(subscribe, now);
}
