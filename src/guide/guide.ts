import type { PresetName } from '../iommufd/index.ts';
import type { VerdictName } from '../trace/index.ts';
import type { Stop } from './stop.ts';

/** What a built-in scenario ends in, by design. */
export type Endings = { readonly otherwise: VerdictName } & Partial<Record<PresetName, VerdictName>>;

/** What there is to learn from a built-in scenario. */
export interface Guide {
  /** Two or three sentences. */
  readonly story: string;
  readonly lookAt: string;
  /** Series, versions and commits that it is about. */
  readonly about: string;
  readonly ends: Endings;
  /** The steps that matter, in the order of the tour. */
  readonly stops: readonly Stop[];
}

/** Designs in which even the release of a queue goes wrong, but for `naive` each with a bad pointer or a put too many. */
const RELEASED = {
  'v6-queue-first+ops': 'BAD PUT',
  'stored-ictx': 'BAD PUT',
  'no-zeroing': 'BAD PUT',
  macro: 'BAD PUT',
} as const satisfies Partial<Endings>;

/** A queue is alive when the file is released. */
export const LIVE_QUEUE = { otherwise: 'FREED', naive: 'LEAK', ...RELEASED } as const satisfies Endings;

/** A queue is destroyed while the file is open: naive is saved, and an ictx that was put too early is used again. */
export const DESTROYED_QUEUE = {
  otherwise: 'FREED',
  ...RELEASED,
  'stored-ictx': 'UAF',
} as const satisfies Endings;

/** No design ends otherwise. */
export const FREED = { otherwise: 'FREED' } as const satisfies Endings;
