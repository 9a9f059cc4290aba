import { encodeLink, type Scenario } from '../../store/index.ts';
import { isTime } from './shelf.ts';

const DRAFT = 'release-graph.draft ';

/** Texts that are kept: of a scenario that nobody has come back to for so long, the text goes. @internal */
export const MOST_DRAFTS = 5;

/** What a text is a draft of, wherever in it somebody is. */
function keyOf({ cursor: _, tour: __, claim: ___, ...document }: Scenario): string {
  return DRAFT + encodeLink({ ...document, cursor: { op: 0, step: 0 } });
}

interface Draft {
  readonly at: number;
  readonly text: string;
}

/** What is kept under a key; undefined for what this page cannot have written. */
function read(storage: Storage, key: string): Draft | undefined {
  const [, time, text = ''] = storage.getItem(key)?.match(/^(\d+) (.*)$/s) ?? [];
  const at = Number(time);
  return isTime(at) ? { at, text } : undefined;
}

/** Keeps a text that is not right yet beside the scenario that it was; of the others the oldest go once it is kept. */
export function keepDraft(storage: Storage, document: Scenario, text: string, at: number): void {
  const kept = keyOf(document);
  storage.setItem(kept, `${at} ${text}`);
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
  const others = keys.filter((key) => key.startsWith(DRAFT) && key !== kept);
  const timeOf = (key: string) => read(storage, key)?.at ?? -1;
  others.sort((a, b) => timeOf(b) - timeOf(a));
  for (const old of others.slice(MOST_DRAFTS - 1)) storage.removeItem(old);
}

export function forgetDraft(storage: Storage, document: Scenario): void {
  storage.removeItem(keyOf(document));
}

/** The text that was kept beside a scenario. */
export function draftOf(storage: Storage, document: Scenario): string | undefined {
  return read(storage, keyOf(document))?.text;
}
