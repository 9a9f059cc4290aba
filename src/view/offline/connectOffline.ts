/**
 * Lets the browser keep the app, and says when it has kept another version of it: `offer` gets what changes over to that
 * one. Until then everything comes from the version that is shown. Returns how to stop.
 */
export function connectOffline(offer: (changeOver: () => void) => void): () => void {
  const { serviceWorker } = navigator;
  const listening = new AbortController();
  const { signal } = listening;
  const wasKept = serviceWorker.controller !== null;
  let isAgreed = false;

  const offerInstalled = (worker: ServiceWorker | null): void => {
    if (signal.aborted || worker?.state !== 'installed') return;
    offer(() => {
      isAgreed = true;
      worker.postMessage('take over');
    });
  };
  const watch = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => offerInstalled(worker), { signal });
  };

  // Where the browser refuses, the app needs its network, and is otherwise the same.
  serviceWorker.register('./sw.js', { updateViaCache: 'none' }).catch(() => {});
  void serviceWorker.ready.then((registration) => {
    if (signal.aborted) return;
    offerInstalled(registration.waiting);
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing), { signal });
    const look = () => {
      if (document.visibilityState === 'visible') registration.update().catch(() => {});
    };
    document.addEventListener('visibilitychange', look, { signal });
  });
  const changed = () => {
    if (isAgreed) window.location.reload();
    // Another tab has changed over. What is shown here is of the version before.
    else if (wasKept) offer(() => window.location.reload());
  };
  serviceWorker.addEventListener('controllerchange', changed, { signal });
  return () => listening.abort();
}
