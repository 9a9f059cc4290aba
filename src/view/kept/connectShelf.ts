import {
  builtInOf,
  encodeLink,
  type Intents,
  parseText,
  type Scenario,
  type State,
  type Store,
} from '../../store/index.ts';
import { isEdited } from '../link/address.ts';
import { draftOf, forgetDraft, keepDraft } from './drafts.ts';
import { NO_ROOM, REFUSED } from './saveScenario.ts';
import { keepSeen } from './seen.ts';
import { keepRecent } from './shelf.ts';
import { keep, storageHere } from './storage.ts';

/** The text that is not right yet. */
const wrongText = ({ draft }: State) => (draft?.problems.length ? draft.text : undefined);

/** A text that was left before it was right is there again. */
function bringBack({ document, draft, notice, editText, notify }: State & Intents): void {
  const storage = storageHere();
  const text = storage && draftOf(storage, document);
  if (text === undefined || draft) return;
  editText(text, parseText);
  if (notice === null) notify('Your unfinished text is back, in the panel Text.');
}

/**
 * Keeps what is opened, and what it is edited into, among the recent scenarios, which built-in ones were seen, and a text that is not right yet beside
 * what it is a text of; says once that an edit cannot be kept. Returns how to stop.
 */
export function connectShelf(store: Store): () => void {
  const tab = Math.random().toString(36).slice(2);
  let edited: string | null = null;
  let isSaid = false;
  const keepEdit = (change: (storage: Storage) => void) => {
    if (keep(change) || isSaid) return;
    isSaid = true;
    store.getState().complain(`What you edit is not kept. ${storageHere() ? NO_ROOM : REFUSED}`);
  };
  const recent = (document: Scenario, instead: string | null) => (storage: Storage) =>
    keepRecent(storage, { link: encodeLink(document), at: Date.now() }, tab, instead);
  const opened = (state: State & Intents) => {
    const { document } = state;
    if (document.ops.length > 0) keep(recent(document, null));
    const id = builtInOf(document.title);
    if (id) keep((storage) => keepSeen(storage, id, 'opened'));
    edited = null;
    bringBack(state);
  };
  const begun = store.getState();
  // By now a link may have been opened; what the page begins with by itself is nobody's, but for a text of it.
  if (begun.opened > 0) opened(begun);
  else bringBack(begun);
  return store.subscribe((state, before) => {
    if (state.opened !== before.opened) {
      opened(state);
      return;
    }
    const isOther = isEdited(state.document, before.document);
    const text = wrongText(state);
    if (text !== wrongText(before) || isOther) {
      if (wrongText(before) !== undefined) keep((storage) => forgetDraft(storage, before.document));
      if (text !== undefined) keepEdit((storage) => keepDraft(storage, state.document, text, Date.now()));
    }
    if (state.document.ops.length > 0 && isOther) {
      keepEdit(recent(state.document, edited));
      edited = encodeLink(state.document);
    }
  });
}
