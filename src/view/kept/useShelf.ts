import { useSyncExternalStore } from 'react';
import { readShelf, type Shelf } from './shelf.ts';
import { storageHere, watchStorage } from './storage.ts';

let shelf: Shelf | null = null;
let isStale = true;

function shelfNow(): Shelf | null {
  if (isStale) {
    const storage = storageHere();
    shelf = storage ? readShelf(storage) : null;
    isStale = false;
  }
  return shelf;
}

function subscribe(changed: () => void): () => void {
  const stop = watchStorage(() => {
    isStale = true;
    changed();
  });
  return () => {
    stop();
    isStale = true;
  };
}

/** What this browser keeps, whichever tab has kept it. Null where it refuses to keep anything. */
export function useShelf(): Shelf | null {
  return useSyncExternalStore(subscribe, shelfNow);
}
