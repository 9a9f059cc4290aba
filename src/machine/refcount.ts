/** refcount_t, as in lib/refcount.c and include/linux/refcount.h of 7.3. Values are ints. */

/** REFCOUNT_SATURATED: INT_MIN / 2. A count in this state is never freed and never recovers. */
export const SATURATED = -1073741824;

const INT_MAX = 2147483647;

/** A function of refcount_t, without its prefix. */
export type RefcountOp = 'inc' | 'inc_not_zero' | 'dec' | 'dec_and_test' | 'dec_if_one';

/** The new value of a count, and what is learnt of it. */
export interface RefcountResult {
  readonly to: number;
  readonly seen: RefcountSeen;
}

/** All that the caller and the log learn of a count. */
export interface RefcountSeen {
  /** What the operation returned; `inc` and `dec` return nothing and say true. */
  readonly ok: boolean;
  readonly warn?: string;
}

const WARN = {
  additionOnZero: 'refcount_t: addition on 0; use-after-free.',
  saturated: 'refcount_t: saturated; leaking memory.',
  underflow: 'refcount_t: underflow; use-after-free.',
  decrementHitZero: 'refcount_t: decrement hit 0; leaking memory.',
} as const;

/**
 * One refcount operation on `value`. The real kernel prints each warning once a boot; this says it every time.
 */
export function refcount(op: RefcountOp, value: number): RefcountResult {
  switch (op) {
    case 'inc':
      if (value < 0 || value === INT_MAX) return { to: SATURATED, seen: { ok: true, warn: WARN.saturated } };
      if (value === 0) return { to: SATURATED, seen: { ok: true, warn: WARN.additionOnZero } };
      return { to: value + 1, seen: { ok: true } };
    case 'inc_not_zero':
      if (value < 0 || value === INT_MAX) return { to: SATURATED, seen: { ok: true, warn: WARN.saturated } };
      return value === 0 ? { to: 0, seen: { ok: false } } : { to: value + 1, seen: { ok: true } };
    case 'dec':
      if (value <= 1) return { to: SATURATED, seen: { ok: true, warn: WARN.decrementHitZero } };
      return { to: value - 1, seen: { ok: true } };
    case 'dec_and_test':
      if (value <= 0) return { to: SATURATED, seen: { ok: false, warn: WARN.underflow } };
      return { to: value - 1, seen: { ok: value === 1 } };
    case 'dec_if_one':
      return value === 1 ? { to: 0, seen: { ok: true } } : { to: value, seen: { ok: false } };
  }
}
