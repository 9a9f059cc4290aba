import { decodeLink, encodeLink, type Scenario, type Store } from '../../store/index.ts';
import { type Kept, keepSaved, MOST_SAVED, readShelf, type Saved } from './shelf.ts';
import { keep, storageHere } from './storage.ts';

export const REFUSED = 'This browser does not let the page keep anything; a link does.';

export const NO_ROOM =
  'This browser has no room left for the page. A link keeps what is open. Delete some saved scenarios first; an export keeps them.';

/** Keeps a scenario under a name, and says in a sentence what came of it. */
export function saveScenario(scenario: Scenario, name: string): string {
  const storage = storageHere();
  if (!storage) return REFUSED;
  const saved = { link: encodeLink(scenario), name, at: Date.now() };
  if (keep((here) => keepSaved(here, saved)))
    return `Saved in this browser as “${name}”. It is in the library (l), under Yours.`;
  if (readShelf(storage).saved.length >= MOST_SAVED)
    return `There are ${MOST_SAVED} saved scenarios, which is the most. Delete some first; an export keeps them.`;
  return NO_ROOM;
}

/** Saves what is open under its title, and says so. */
export function saveOpen(store: Store): void {
  const { document, notify } = store.getState();
  notify(saveScenario(document, nameOf(document)));
}

/** What it is called where nobody says otherwise. */
export function nameOf({ title }: Scenario): string {
  return title || 'Untitled scenario';
}

/** What a kept scenario is called: as it was saved, or by its title. */
export function titleOf(kept: Kept | Saved): string {
  if ('name' in kept) return kept.name;
  const { scenario } = decodeLink(kept.link);
  return scenario ? nameOf(scenario) : 'Cannot be read any more';
}
