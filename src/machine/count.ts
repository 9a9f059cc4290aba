import { warn } from './log.ts';
import type { Machine } from './machine.ts';
import { type Address, read, write } from './memory.ts';
import { type RefcountOp, refcount } from './refcount.ts';
import type { CountName, Ref, Steps } from './step.ts';

function value(machine: Machine, of: Address, count: CountName): number {
  return (read(machine, of) as unknown as Record<CountName, number>)[count];
}

/**
 * A refcount_t operation on a counter of a cell, with the holder it is for: one micro-step, and a WARN where
 * refcount_t gives one. This, `tally` and file references are the only writers of counts.
 */
export function* count(
  machine: Machine,
  op: RefcountOp,
  of: Address,
  name: CountName,
  ref: Ref | null,
): Steps<boolean> {
  const from = value(machine, of, name);
  const { to, ok, warn: message } = refcount(op, from);
  if (to !== from) write(machine, of, { [name]: to });
  yield { do: 'count', op, of, count: name, from, to, ok, ref };
  if (message) yield* warn(machine, 'lib/refcount.c', message);
  return ok;
}

/** A plain integer counter (num_accesses, num_locks) up or down by one. */
export function* tally(
  machine: Machine,
  op: 'inc' | 'dec',
  of: Address,
  name: CountName,
  ref: Ref,
): Steps<void> {
  const from = value(machine, of, name);
  const to = op === 'inc' ? from + 1 : from - 1;
  write(machine, of, { [name]: to });
  yield { do: 'count', op, of, count: name, from, to, ok: true, ref };
}

/** refcount_set() to 1: overwrites whatever was there by one reference, `ref`. */
export function* setCount(machine: Machine, of: Address, name: CountName, ref: Ref): Steps<void> {
  const from = value(machine, of, name);
  write(machine, of, { [name]: 1 });
  yield { do: 'count', op: 'set', of, count: name, from, to: 1, ok: true, ref };
}
