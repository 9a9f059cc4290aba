/** Documents that can be come back to, oldest first. */
export interface History<T> {
  readonly past: readonly T[];
  readonly future: readonly T[];
}

/** More than anybody undoes. */
const MOST = 200;

export const NO_HISTORY = { past: [], future: [] } as const;

/** `now` was replaced by something new: it can be undone, and what was undone before is gone. */
export function remember<T>({ past }: History<T>, now: T): History<T> {
  return { past: [...past, now].slice(-MOST), future: [] };
}

export function undone<T>({ past, future }: History<T>, now: T): [T, History<T>] | undefined {
  const last = past.at(-1);
  return last === undefined ? undefined : [last, { past: past.slice(0, -1), future: [now, ...future] }];
}

export function redone<T>({ past, future }: History<T>, now: T): [T, History<T>] | undefined {
  const next = future[0];
  return next === undefined ? undefined : [next, { past: [...past, now], future: future.slice(1) }];
}
