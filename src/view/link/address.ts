import { encodeLink, type Scenario, SEED, type Store } from '../../store/index.ts';

function fragmentNow(): string {
  return window.location.hash.slice(1);
}

/** The link that a page saved with a scenario carries; empty for the page that a server gives. */
function carriedLink(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="scenario"]')?.content ?? '';
}

/** Where the page is to be found for good, put in when it is built; empty if nobody has said. */
declare const PUBLIC_URL: string;

/** The whole link of a scenario, as one sends it: to the app, from wherever it is embedded. */
export function linkOf(scenario: Scenario): string {
  return `${(PUBLIC_URL || window.location.href).split(/[?#]/, 1)[0]}#${encodeLink(scenario)}`;
}

/** What a link says that is not a place in the run: an edit changes it, and so does a stop of the tour. */
const SAID = [
  'ops',
  'title',
  'design',
  'beside',
  'tour',
  'claim',
] as const satisfies readonly (keyof Scenario)[];

/** Whether what a link says of them is not the same, but for the place in the run. */
export function isEdited(a: Scenario, b: Scenario): boolean {
  return SAID.some((key) => a[key] !== b[key]);
}

/** Milliseconds between two addresses: WebKit takes a hundred in ten seconds and throws at the next. @internal */
export const PACE = 150;

/**
 * Keeps store and address bar together: a link opens, however one comes to it; it is not rewritten until there is an
 * edit; and what is opened within the page is one step back in the browser. Edits that follow each other faster than a
 * browser takes addresses are written as one. Returns how to stop.
 */
export function connectAddress(store: Store): () => void {
  /** What the address asks for is still to come. */
  let isComing = false;
  let written = fragmentNow();
  const carried = carriedLink();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  const write = (how: 'pushState' | 'replaceState' = 'replaceState') => {
    isDue = false;
    try {
      window.history[how](null, '', `#${written}`);
    } catch {
      // The browser takes no more of them for now.
      isDue = true;
    }
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = undefined;
      writeDue();
    }, PACE);
  };
  const writeDue = () => {
    if (isDue) write();
  };
  const arrive = () => {
    const fragment = fragmentNow();
    if (fragment === written && fragment !== '') return;
    isDue = false;
    written = fragment;
    openAddress();
  };
  const openAddress = () => {
    store.getState().settle();
    isComing = true;
    const link = written || carried;
    if (!link) store.getState().open(SEED);
    else if (!store.getState().openLink(link)) isComing = false;
  };
  const unsubscribe = store.subscribe((state, before) => {
    const isOpened = state.opened !== before.opened;
    const isOfAddress = isOpened && isComing;
    if (isOfAddress) isComing = false;
    if (isOfAddress || !isEdited(state.document, before.document)) return;
    if (isOpened) writeDue();
    written = encodeLink(state.document);
    if (isOpened) write('pushState');
    else if (waiting === undefined) write();
    else isDue = true;
  });
  if (written || carried) {
    openAddress();
    // There is nothing yet that could go on meanwhile.
    store.getState().settle();
  }
  window.addEventListener('hashchange', arrive);
  window.addEventListener('popstate', arrive);
  window.addEventListener('pagehide', writeDue);
  return () => {
    writeDue();
    clearTimeout(waiting);
    unsubscribe();
    window.removeEventListener('pagehide', writeDue);
    window.removeEventListener('hashchange', arrive);
    window.removeEventListener('popstate', arrive);
  };
}
