import { encodeLink, type Scenario } from '../../store/index.ts';

const DRAFT = 'release-graph.draft ';

/** Texts that are kept: of a scenario that nobody has come back to for so long, the text goes. @internal */
export const MOST_DRAFTS = 5;

/** What a text is a draft of, wherever in it somebody is. */
function keyOf({ cursor: _, tour: __, claim: ___, ...document }: Scenario): string {
  return DRAFT + encodeLink({ ...document, cursor: { op: 0, step: 0 } });
}

const timeOf = (storage: Storage, key: string) => Number.parseInt(storage.getItem(key) ?? '', 10) || 0;

/** Keeps a text that is not right yet beside the scenario that it was; the oldest go once it is kept. */
export function keepDraft(storage: Storage, document: Scenario, text: string, at: number): void {
  storage.setItem(keyOf(document), `${at} ${text}`);
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
  const drafts = keys.filter((key) => key.startsWith(DRAFT));
  drafts.sort((a, b) => timeOf(storage, b) - timeOf(storage, a));
  for (const old of drafts.slice(MOST_DRAFTS)) storage.removeItem(old);
}

export function forgetDraft(storage: Storage, document: Scenario): void {
  storage.removeItem(keyOf(document));
}

/** The text that was kept beside a scenario. */
export function draftOf(storage: Storage, document: Scenario): string | undefined {
  return storage.getItem(keyOf(document))?.replace(/^\d+ /, '');
}
