const listeners = new Set<() => void>();

/** The storage of this browser; undefined where it refuses. */
export function storageHere(): Storage | undefined {
  try {
    // Some browsers give one and refuse only what is put into it.
    localStorage.setItem('release-graph.probe', '');
    localStorage.removeItem('release-graph.probe');
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
  listeners.add(changed);
  window.addEventListener('storage', changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener('storage', changed);
  };
}
