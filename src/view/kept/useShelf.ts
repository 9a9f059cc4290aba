import { keptState } from './keptState.ts';
import { readShelf, type Shelf } from './shelf.ts';

/** What is saved, and what was open; null where the browser refuses to keep anything. */
export const useShelf = keptState<Shelf | null>((storage) => readShelf(storage), null);
