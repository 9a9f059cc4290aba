import type { BuiltInId } from '../../store/index.ts';
import { keptState } from './keptState.ts';
import { readSeen, type Seen } from './seen.ts';

/** The built-in scenarios that were seen in this browser; none where it refuses to keep anything. */
export const useSeen = keptState<ReadonlyMap<BuiltInId, Seen>>(readSeen, new Map());
