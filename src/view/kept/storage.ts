/** What is put there and taken out again, to learn whether anything can be. */
const PROBE = 'release-graph.probe';

const listeners = new Set<() => void>();

/** The storage of this browser, which may be full; undefined where the browser refuses. */
export function storageHere(): Storage | undefined {
  try {
    try {
      localStorage.setItem(PROBE, '');
      localStorage.removeItem(PROBE);
    } catch {
      // Some browsers give one and refuse whatever is put into it: there is never anything in it.
      if (localStorage.length === 0) return undefined;
    }
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Changes what is kept; false where the browser refuses, or has no room left. */
export function keep(change: (storage: Storage) => unknown): boolean {
  try {
    return change(localStorage) !== false;
  } catch {
    return false;
  } finally {
    for (const changed of listeners) changed();
  }
}

/** Says when something changes in this tab or in another. Returns how to stop. */
export function watchStorage(changed: () => void): () => void {
  // A probe changes nothing. Whoever read after one would probe as well, and two tabs would never come to rest.
  const hear = ({ key }: StorageEvent) => {
    if (key !== PROBE) changed();
  };
  listeners.add(changed);
  window.addEventListener('storage', hear);
  return () => {
    listeners.delete(changed);
    window.removeEventListener('storage', hear);
  };
}
