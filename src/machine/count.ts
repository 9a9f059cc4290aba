import { warn } from './log.ts';
import { leftOut, type Machine } from './machine.ts';
import { type Address, change } from './memory/memory.ts';
import { type RefcountOp, refcount } from './refcount.ts';
import type { CountName, Ref, Steps } from './step.ts';

const rule = (op: RefcountOp) => ({ name: op, apply: (value: number) => refcount(op, value) });

const RULES: Readonly<Record<RefcountOp, ReturnType<typeof rule>>> = {
  inc: rule('inc'),
  inc_not_zero: rule('inc_not_zero'),
  dec: rule('dec'),
  dec_and_test: rule('dec_and_test'),
  dec_if_one: rule('dec_if_one'),
};

/** Where the counters of an object begin, in bytes: struct iommufd_object starts with wait_cnt and users. */
const OFFSETS: Partial<Record<CountName, number>> = { wait: 0, users: 4 };

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
  if (ref && machine.isLeftOut(ref)) {
    yield leftOut(op.startsWith('inc') ? 'get' : 'put', of, name, ref);
    return op !== 'dec_and_test';
  }
  const { from, to, seen } = change(machine, of, name, RULES[op], OFFSETS[name]);
  yield { do: 'count', op, of, count: name, from, to, ok: seen.ok, ref };
  if (seen.warn)
    yield* warn(machine, 'lib/refcount.c', {
      kind: 'refcount',
      message: seen.warn,
      at: 'refcount_warn_saturate',
    });
  return seen.ok;
}

/** A plain integer counter (num_accesses, num_locks) up or down by one. */
export function* tally(
  machine: Machine,
  op: 'inc' | 'dec',
  of: Address,
  name: CountName,
  ref: Ref,
): Steps<void> {
  const by = op === 'inc' ? 1 : -1;
  const rule = { name: `add ${by}`, apply: (value: number) => ({ to: value + by, seen: null }) };
  const { from, to } = change(machine, of, name, rule);
  yield { do: 'count', op, of, count: name, from, to, ok: true, ref };
}

const SET = { name: 'set', apply: () => ({ to: 1, seen: null }) };

/** refcount_set() to 1: overwrites whatever was there by one reference, `ref`. */
export function* setCount(machine: Machine, of: Address, name: CountName, ref: Ref): Steps<void> {
  const { from } = change(machine, of, name, SET);
  yield { do: 'count', op: 'set', of, count: name, from, to: 1, ok: true, ref };
}
