import { useSyncExternalStore } from 'react';
import type { BuiltInId } from '../../store/index.ts';
import { readSeen, type Seen } from './seen.ts';
import { storageHere, watchStorage } from './storage.ts';

const NONE: ReadonlyMap<BuiltInId, Seen> = new Map();

let seen = NONE;
let isStale = true;

function seenNow(): ReadonlyMap<BuiltInId, Seen> {
  if (isStale) {
    const storage = storageHere();
    seen = storage ? readSeen(storage) : NONE;
    isStale = false;
  }
  return seen;
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

/** The built-in scenarios that were seen in this browser; none where it refuses to keep anything. */
export function useSeen(): ReadonlyMap<BuiltInId, Seen> {
  return useSyncExternalStore(subscribe, seenNow);
}
