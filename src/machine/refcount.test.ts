import { describe, expect, test } from 'vitest';
import { count, setCount, tally } from './count.ts';
import { bootProcess, effects, finish, logged } from './machine.fixture.ts';
import { allocate, NULL, read } from './memory/memory.ts';
import { type RefcountOp, refcount, SATURATED } from './refcount.ts';

const INT_MAX = 2147483647;
const ON_ZERO = 'refcount_t: addition on 0; use-after-free.';
const LEAKING = 'refcount_t: saturated; leaking memory.';
const UNDERFLOW = 'refcount_t: underflow; use-after-free.';
const HIT_ZERO = 'refcount_t: decrement hit 0; leaking memory.';

type Row = readonly [op: RefcountOp, from: number, to: number, ok: boolean, warn?: string];

const ROWS: readonly Row[] = [
  ['inc', 1, 2, true],
  ['inc', 2, 3, true],
  ['inc', 0, SATURATED, true, ON_ZERO],
  ['inc', INT_MAX, SATURATED, true, LEAKING],
  ['inc', SATURATED, SATURATED, true, LEAKING],
  ['inc_not_zero', 0, 0, false],
  ['inc_not_zero', 1, 2, true],
  ['inc_not_zero', 2, 3, true],
  ['inc_not_zero', INT_MAX, SATURATED, true, LEAKING],
  ['inc_not_zero', SATURATED, SATURATED, true, LEAKING],
  ['dec', 3, 2, true],
  ['dec', 2, 1, true],
  ['dec', 1, SATURATED, true, HIT_ZERO],
  ['dec', 0, SATURATED, true, HIT_ZERO],
  ['dec', SATURATED, SATURATED, true, HIT_ZERO],
  ['dec_and_test', 3, 2, false],
  ['dec_and_test', 2, 1, false],
  ['dec_and_test', 1, 0, true],
  ['dec_and_test', 0, SATURATED, false, UNDERFLOW],
  ['dec_and_test', SATURATED, SATURATED, false, UNDERFLOW],
  ['dec_if_one', 1, 0, true],
  ['dec_if_one', 0, 0, false],
  ['dec_if_one', 2, 2, false],
  ['dec_if_one', SATURATED, SATURATED, false],
];

const TABLE = ROWS.map(([op, from, to, ok, warn]) => ({ op, from, to, ok, warn }));

describe('refcount_t', () => {
  test.each(TABLE)('$op of $from gives $to and says $ok', ({ op, from, to, ok, warn }) => {
    expect(refcount(op, from)).toEqual({ to, seen: { ok, ...(warn && { warn }) } });
  });

  test('a saturated count never recovers, whatever is done to it', () => {
    const ops: readonly RefcountOp[] = ['inc', 'inc_not_zero', 'dec', 'dec_and_test', 'dec_if_one'];
    for (const op of ops) expect(refcount(op, SATURATED).to).toBe(SATURATED);
  });
});

describe('a counter of a cell', () => {
  const ref = { role: 'test', by: NULL };
  const cell = (users: number) => {
    const machine = bootProcess();
    const of = allocate(machine, { kind: 'thing', freed: false, users } as never);
    return { machine, of };
  };

  test.each(TABLE)('$op of $from stores $to, in one micro-step', ({ op, from, to, ok, warn }) => {
    const { machine, of } = cell(from);
    const { value, steps } = finish(machine, count(machine, op, of, 'users', ref));
    expect(value).toBe(ok);
    expect(read(machine, of)).toMatchObject({ users: to });
    expect(effects(steps)).toEqual(warn ? ['count', 'log'] : ['count']);
    expect(steps[0]?.effect).toEqual({ do: 'count', op, of, count: 'users', from, to, ok, ref });
    expect(logged(steps)).toEqual(warn ? [warn] : []);
  });

  test('a WARN of refcount_t comes from refcount_warn_saturate(), whoever counted', () => {
    const { machine, of } = cell(0);
    const { steps } = finish(machine, count(machine, 'inc', of, 'users', ref));
    const lines = steps.flatMap(({ effect }) => (effect.do === 'log' ? effect.lines : []));
    expect(lines).toEqual([
      ON_ZERO,
      'WARNING: lib/refcount.c at refcount_warn_saturate',
      'RIP: 0010:refcount_warn_saturate',
    ]);
  });

  test('a plain counter goes up and down by one and knows no saturation', () => {
    const { machine, of } = cell(0);
    finish(machine, tally(machine, 'inc', of, 'users', ref));
    expect(read(machine, of)).toMatchObject({ users: 1 });
    const { steps } = finish(machine, tally(machine, 'dec', of, 'users', ref));
    expect(read(machine, of)).toMatchObject({ users: 0 });
    expect(effects(steps)).toEqual(['count']);
  });

  test('setting a count overwrites a saturated one by one reference', () => {
    const { machine, of } = cell(SATURATED);
    const { steps } = finish(machine, setCount(machine, of, 'users', ref));
    expect(read(machine, of)).toMatchObject({ users: 1 });
    expect(steps[0]?.effect).toMatchObject({ op: 'set', from: SATURATED, to: 1, ref });
  });
});
