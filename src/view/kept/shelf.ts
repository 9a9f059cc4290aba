import { LIMITS } from '../../store/index.ts';

/** A scenario that the browser keeps. */
export interface Kept {
  /** The fragment of its link. */
  readonly link: string;
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
}

export interface Saved extends Kept {
  readonly name: string;
}

/** What the browser keeps, latest first. */
export interface Shelf {
  readonly recent: readonly Kept[];
  readonly saved: readonly Saved[];
}

export const MOST_RECENT = 20;
export const MOST_SAVED = 200;

/*
 * Each scenario is a key of its own, made of what is kept, and its value says when and by whom: what two tabs keep at the
 * same time is added up, and nothing is ever written over something else.
 */
const RECENT = 'release-graph.recent ';
const SAVED = 'release-graph.saved ';

const LINK = /^[\w.~-]+$/;

/** Milliseconds by which the clock of another machine may be ahead of this one. */
const AHEAD = 24 * 60 * 60 * 1000;

/** Whether something can have been kept then: neither before 1970, nor after tomorrow. */
export function isTime(at: unknown, now = Date.now()): at is number {
  return typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 && at <= now + AHEAD;
}

function isName(name: string): boolean {
  return name.trim() !== '' && name.length <= LIMITS.title && !/\p{Cc}/u.test(name);
}

const keyOf = ({ link, name }: Kept & { readonly name?: string }) =>
  name === undefined ? RECENT + link : `${SAVED}${link} ${name}`;

const keysOf = (storage: Storage) => Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');

const latestFirst = (a: Kept, b: Kept) => b.at - a.at || (a.link < b.link ? -1 : 1);

/** What is kept; what cannot have been written by this page is passed over. */
export function readShelf(storage: Storage, now = Date.now()): Shelf {
  const recent: Kept[] = [];
  const saved: Saved[] = [];
  for (const key of keysOf(storage)) {
    const at = Number.parseInt(storage.getItem(key) ?? '', 10);
    if (!isTime(at, now)) continue;
    if (key.startsWith(RECENT)) recent.push({ link: key.slice(RECENT.length), at });
    if (!key.startsWith(SAVED)) continue;
    const [link = '', ...words] = key.slice(SAVED.length).split(' ');
    saved.push({ link, name: words.join(' '), at });
  }
  return {
    recent: recent.filter(({ link }) => LINK.test(link)).sort(latestFirst),
    saved: saved.filter(({ link, name }) => LINK.test(link) && isName(name)).sort(latestFirst),
  };
}

/** Whether it came out of somebody's file: it was never open here. */
const isForeign = (storage: Storage, kept: Kept) => storage.getItem(keyOf(kept))?.endsWith(' ') === true;

/**
 * Keeps what was opened or edited, and lets the oldest go, what somebody else has exported first. `instead` is what the
 * same tab kept before the same edit: it goes, unless another tab has come to it since. Nothing goes before this is kept.
 */
export function keepRecent(storage: Storage, kept: Kept, tab: string, instead: string | null = null): void {
  storage.setItem(keyOf(kept), `${kept.at} ${tab}`);
  if (instead !== null && instead !== kept.link) {
    const key = RECENT + instead;
    if (storage.getItem(key)?.endsWith(` ${tab}`)) storage.removeItem(key);
  }
  const { recent } = readShelf(storage);
  const own = recent.filter((one) => !isForeign(storage, one));
  const foreign = recent.filter((one) => isForeign(storage, one));
  for (const old of [...own, ...foreign].slice(MOST_RECENT)) storage.removeItem(keyOf(old));
}

/** Keeps it under its name, beside whatever else has that name. False where there are too many. */
export function keepSaved(storage: Storage, saved: Saved): boolean {
  const key = keyOf(saved);
  if (storage.getItem(key) === null && readShelf(storage).saved.length >= MOST_SAVED) return false;
  storage.setItem(key, String(saved.at));
  return true;
}

export function forget(storage: Storage, kept: Kept | Saved): void {
  storage.removeItem(keyOf(kept));
}

/** Keeps again what has just been forgotten. False where there are too many by now. */
export function restore(storage: Storage, kept: Kept | Saved): boolean {
  if ('name' in kept) return keepSaved(storage, kept);
  keepRecent(storage, kept, 'restored');
  return true;
}

/**
 * Adds what somebody has exported; what is here already keeps its later time. Recent ones are added as long as there is
 * room beside one's own. Says how many are here now.
 */
export function takeIn(storage: Storage, { saved, recent }: Shelf): number {
  const isOlder = (kept: Kept) => kept.at <= Number.parseInt(storage.getItem(keyOf(kept)) ?? '-1', 10);
  const taken = saved.filter((one) => isOlder(one) || keepSaved(storage, one));
  for (const one of recent) if (storage.getItem(keyOf(one)) === null) keepRecent(storage, one, '');
  const here = new Set(readShelf(storage).recent.map(({ link }) => link));
  return taken.length + recent.filter(({ link }) => here.has(link)).length;
}
