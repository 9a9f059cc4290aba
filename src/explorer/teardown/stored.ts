/** What an explorer has stored, or the bound of it: states, and the bytes that they take with what is known of them. */
export interface Stored {
  readonly states: number;
  readonly bytes: number;
}

/** What is full grows by half: the bound of bytes is met where that would go beyond it. */
const GROWTH = 1.5;

const MB = 2 ** 20;

/** The bound that is met, in words; null while there is room. */
export function boundMet(stored: Stored, most: Stored, of = 'states'): string | null {
  if (stored.states >= most.states) return `the bound of ${most.states.toLocaleString('en-US')} ${of}`;
  if (stored.bytes * GROWTH <= most.bytes) return null;
  return `the bound of ${Math.round(most.bytes / MB).toLocaleString('en-US')} MB`;
}

/** No bound but memory's own. */
export const UNBOUNDED: Stored = { states: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
