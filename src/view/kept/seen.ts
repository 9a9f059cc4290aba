import { type BuiltInId, isBuiltIn } from '../../store/index.ts';
import { isTime } from './shelf.ts';

/** How far somebody has come with a built-in scenario: it was open, or its tour was taken to the end. */
export type Seen = 'opened' | 'toured';

/** Each scenario is a key of its own, whose value says how far and when: two tabs add up. */
const SEEN = 'release-graph.seen ';

const VALUE = /^(opened|toured) (\d{1,16})$/;

const keysOf = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter((key) =>
    key.startsWith(SEEN),
  );

/** What was seen; what cannot have been written by this page is passed over. */
export function readSeen(storage: Storage): ReadonlyMap<BuiltInId, Seen> {
  const found = new Map<BuiltInId, Seen>();
  for (const key of keysOf(storage)) {
    const id = key.slice(SEEN.length);
    const [, how, at] = VALUE.exec(storage.getItem(key) ?? '') ?? [];
    if (how && isTime(Number(at)) && isBuiltIn(id)) found.set(id, how as Seen);
  }
  return found;
}

/** Keeps how far somebody has come; a tour that was taken stays taken. */
export function keepSeen(storage: Storage, id: BuiltInId, how: Seen): void {
  if (how === 'opened' && readSeen(storage).has(id)) return;
  storage.setItem(SEEN + id, `${how} ${Date.now()}`);
}

export function forgetSeen(storage: Storage): void {
  for (const key of keysOf(storage)) storage.removeItem(key);
}
