import { encodeLink, type Scenario, type Store } from '../../store/index.ts';
import { isEdited } from '../address.ts';
import { keepRecent } from './shelf.ts';
import { keep } from './storage.ts';

/** Keeps what is opened, and what it is edited into, among the recent scenarios. Returns how to stop. */
export function connectShelf(store: Store): () => void {
  const tab = Math.random().toString(36).slice(2);
  let edited: string | null = null;
  const keepDocument = (document: Scenario, instead: string | null): string | null => {
    if (document.ops.length === 0) return instead;
    const link = encodeLink(document);
    keep((storage) => keepRecent(storage, { link, at: Date.now() }, tab, instead));
    return link;
  };
  // By now a link may have been opened; what the page begins with by itself is nobody's.
  const { document, opened } = store.getState();
  if (opened > 0) keepDocument(document, null);
  return store.subscribe((state, before) => {
    if (state.opened !== before.opened) {
      keepDocument(state.document, null);
      edited = null;
    } else if (isEdited(state.document, before.document)) edited = keepDocument(state.document, edited);
  });
}
