import type { ObjectId } from './memory/id.ts';
import type { Address, Touch } from './memory/memory.ts';
import type { RefcountOp } from './refcount.ts';

/** Who has one counted reference, and in which part: `{ role: 'hwpt->ioas', by: address of the hwpt }`. */
export interface Ref {
  readonly role: string;
  readonly by: Address;
  /** Tells apart several references of one role by one holder: an fd number, an index. */
  readonly nth?: number;
}

/** The counters a cell can carry. */
export type CountName = 'users' | 'wait' | 'count' | 'num_accesses' | 'num_locks';

/**
 * Why the kernel logs: a refcount_t or a file_ref_t was misused, a release destroyed nothing in a whole pass, a wait
 * for short-term references ran out, or any other WARN_ON().
 */
export type LogKind = 'refcount' | 'file_ref' | 'no progress' | 'timeout' | 'warn';

/** What one micro-step did: plain data, one thing that another thread could observe. */
export type Effect =
  | {
      readonly do: 'count';
      readonly op: RefcountOp | 'set';
      readonly of: Address;
      readonly count: CountName;
      readonly from: number;
      readonly to: number;
      /** False where the operation refused: inc_not_zero on 0, dec_if_one on anything but 1. */
      readonly ok: boolean;
      /** The reference taken or given back; null where the code names no holder. */
      readonly ref: Ref | null;
    }
  /** A reference that another design takes, or puts, at this place, and this one does not. */
  | {
      readonly do: 'uncounted';
      readonly op: 'get' | 'put';
      readonly of: Address;
      readonly count: CountName;
      readonly ref: Ref;
      /** Why it is not taken. */
      readonly because: string;
      /** What stands where its pointer would be; nothing where the pointer is there all the same. */
      readonly pointer?: 'NULL' | 'uninitialised';
    }
  /** A reference changed hands; no count moves. */
  | {
      readonly do: 'handover';
      readonly of: Address;
      readonly count: CountName;
      readonly from: Ref;
      readonly to: Ref;
    }
  /** Memory appeared, with the references its counters start from. */
  | {
      readonly do: 'alloc';
      readonly of: Address;
      readonly what: string;
      readonly refs: readonly { readonly count: CountName; readonly ref: Ref }[];
    }
  | { readonly do: 'free'; readonly of: Address; readonly what: string }
  /** An ID slot changed hands. `from` and `to` are EMPTY, RESERVED or an address. */
  | {
      readonly do: 'slot';
      readonly of: Address;
      readonly id: ObjectId;
      readonly from: Address;
      readonly to: Address;
    }
  | {
      readonly do: 'lock' | 'unlock' | 'blocked';
      readonly lock: string;
      readonly of: Address;
      /** Taken by a reader, who shares it with others. */
      readonly shared?: true;
    }
  | { readonly do: 'sleep'; readonly of: Address; readonly ms: number; readonly untilWoken?: boolean }
  /** A put brought wait_cnt to 0. `reaches` says whether a destroyer that sleeps is woken by it. */
  | { readonly do: 'wake'; readonly of: Address; readonly reaches: boolean }
  | {
      readonly do: 'set';
      readonly of: Address;
      readonly field: string;
      readonly from: unknown;
      readonly to: unknown;
    }
  /** Something that no count shows: `what` says it of the cell, as in `hw_queue 7 is armed`. */
  | { readonly do: 'call'; readonly what: string; readonly of: Address }
  /** A check failed: what is wrong with the cell, and the errno that the function goes on to return. */
  | { readonly do: 'refuse'; readonly of: Address; readonly errno: string; readonly why: string }
  | { readonly do: 'pass'; readonly of: Address; readonly pass: number }
  | {
      readonly do: 'log';
      readonly kind: LogKind;
      readonly level: 'warn' | 'crit' | 'bug';
      readonly lines: readonly string[];
      /** Whether a real kernel was recorded printing these lines; otherwise they are derived from its code paths. */
      readonly recorded: boolean;
      /** What is wrong, in a phrase. Not printed unless it is one of the lines. */
      readonly says: string;
    }
  | {
      readonly do: 'oops';
      readonly address: Address;
      readonly lines: readonly string[];
      /** As of a log. */
      readonly recorded: boolean;
    };

/** One micro-step of a task. */
export interface Step {
  readonly task: Address;
  /** Kernel functions, outermost first, that were on the stack. */
  readonly stack: readonly string[];
  readonly effect: Effect;
  /** Freed cells that were touched on the way to this step, each by the function that did it. */
  readonly touched: readonly Touch[];
}

/** A kernel function at work: yields after each micro-step, returns what the function returns. */
export type Steps<T> = Generator<Effect, T, void>;
