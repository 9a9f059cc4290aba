import { describe, expect, test } from 'vitest';
import { count } from '../machine/count.ts';
import { EMPTY, POISON, RESERVED, reserve } from '../machine/index.ts';
import { logged, proceed, start } from '../machine/machine.fixture.ts';
import { advance } from '../machine/thread.ts';
import { counted, createIoas, idOf, OWNED, slept } from './core.fixture.ts';
import { designOf } from './custom_design.ts';
import { EBUSY, ENOENT } from './kernel.ts';
import { lockObj, putObject } from './main.ts';
import { object } from './objects.ts';
import { createProcess, QUEUE } from './process.fixture.ts';
import { destroyIoctl, objectDestroyUser } from './remove.ts';

const TIMED_OUT = 'iommufd: Time out waiting for iommufd object to become free';
const OWNER_WARN = 'WARNING: iommufd_private.h:253 at do_syscall_64';

describe('IOMMU_DESTROY', () => {
  test('with one user is 0: users first, then wait_cnt, then the destroy op, and the ID is free', () => {
    const { destroy, k, of, at } = createIoas();
    const { rc, steps } = destroy();
    expect(rc).toBe(0);
    expect(counted(steps)).toEqual(['users dec_if_one 1 → 0', 'wait dec_and_test 1 → 0']);
    expect(k.cells[of]?.freed).toBe(true);
    expect(at(1)).toBe(EMPTY);
  });

  test.each([
    ['0', 0],
    ['never allocated', 99],
  ])('of an ID that is %s is ENOENT', (_, id) => {
    const { destroy } = createIoas();
    expect(destroy(id).rc).toBe(ENOENT);
  });

  test('of what is destroyed already, reserved and not yet published, or a tombstone, is ENOENT', () => {
    const { destroy, run, k, ictx, set } = createIoas();
    expect([destroy().rc, destroy().rc]).toEqual([0, ENOENT]);
    run(reserve(k, ictx));
    expect(destroy().rc).toBe(ENOENT);
    set(5, RESERVED);
    expect(destroy(5).rc).toBe(ENOENT);
  });

  test('with more than one user is EBUSY at once, and nothing moves or waits', () => {
    const { destroy, inc, state } = createIoas();
    inc();
    const before = state();
    const { rc, steps } = destroy();
    expect(rc).toBe(EBUSY);
    expect(counted(steps)).toEqual(['users dec_if_one 2 → 2']);
    expect(slept(steps)).toEqual([]);
    expect(state()).toEqual(before);
  });

  test('of what another thread holds for a moment is EBUSY too, and works once it has let go', () => {
    const { destroy, hold, unhold } = createIoas();
    hold();
    expect(destroy().rc).toBe(EBUSY);
    unhold();
    expect(destroy().rc).toBe(0);
  });

  test('never takes a count', () => {
    for (const prepare of ['none', 'busy'] as const) {
      const { destroy, inc } = createIoas();
      if (prepare === 'busy') inc();
      expect(counted(destroy().steps).join()).not.toContain('inc');
    }
  });

  test('with a wait_cnt that is stuck sleeps 60 s, gives up with WARN and EBUSY, and leaks with the ID free', () => {
    const { destroy, run, k, of, state, at } = createIoas();
    run(count(k, 'inc', of, 'wait', OWNED));
    const { rc, steps } = destroy();
    expect(rc).toBe(EBUSY);
    expect(slept(steps)).toEqual([60_000]);
    expect(logged(steps)).toEqual([
      TIMED_OUT,
      'short-term users do not go away: the object is leaked on purpose',
    ]);
    expect(state()).toMatchObject({ users: 0, wait: 2, freed: false });
    expect(at(1)).toBe(EMPTY);
    expect(destroy().rc).toBe(ENOENT);
  });
});

describe('an owner that destroys its object', () => {
  test('waits for nobody if nobody is there: wait_cnt first, its own user, then the last one', () => {
    const { destroyUser, inc, k, of } = createIoas();
    inc();
    const { steps } = destroyUser();
    expect(counted(steps)).toEqual(['wait dec_and_test 1 → 0', 'users dec 2 → 1', 'users dec_if_one 1 → 0']);
    expect(logged(steps)).toEqual([]);
    expect(k.cells[of]?.freed).toBe(true);
  });

  test('sleeps its 60 s for a short-term user, and succeeds if that has gone meanwhile', () => {
    const { inc, hold, unhold, state, k, of, ictx } = createIoas();
    inc();
    hold();
    const thread = start(k, objectDestroyUser(k, ictx, of, OWNED));
    while (thread.waiting !== 'sleep') advance(k, thread);
    expect(state()).toMatchObject({ users: 3, wait: 1 });
    unhold();
    expect(state()).toMatchObject({ users: 2, wait: 0 });
    expect(logged(proceed(k, thread))).toEqual([]);
    expect(thread.result).toBeDefined();
    expect(k.cells[of]?.freed).toBe(true);
  });

  test('times out on a user that stays: critical line, WARN, its own user given up, wait_cnt as before', () => {
    const { inc, hold, unhold, destroyUser, destroy, state, at, of } = createIoas();
    inc();
    hold();
    const { steps } = destroyUser();
    expect(slept(steps)).toEqual([60_000]);
    expect(logged(steps)).toEqual([TIMED_OUT, OWNER_WARN]);
    expect(counted(steps)).toEqual(['wait dec_and_test 2 → 1', 'wait inc 1 → 2', 'users dec 3 → 2']);
    expect(at('io')).toBe(of);
    unhold();
    expect(state()).toMatchObject({ users: 1, wait: 1 });
    expect(destroy().rc).toBe(0);
  });

  test('and finds a long-term user gives its own up, WARNs, and leaves the object published and whole', () => {
    const { inc, destroyUser, state, at, of } = createIoas();
    inc();
    inc();
    const { steps } = destroyUser();
    expect(counted(steps)).toEqual([
      'wait dec_and_test 1 → 0',
      'users dec 3 → 2',
      'users dec_if_one 2 → 2',
      'wait set 0 → 1',
    ]);
    expect(logged(steps)).toEqual([OWNER_WARN]);
    expect(state()).toMatchObject({ users: 2, wait: 1 });
    expect(at('io')).toBe(of);
  });

  test('under an ID that is free follows a NULL pointer, and the xa_lock is never given back', () => {
    const { inc, destroyUser, set, run, k, ictx } = createIoas();
    inc();
    set(1, EMPTY);
    const { thread, steps } = destroyUser();
    expect(thread.killed).toBe(true);
    expect(logged(steps)).toEqual(['BUG: kernel NULL pointer dereference, address: 0000000000000004']);
    expect(steps.at(-1)?.stack).toEqual(['iommufd_object_destroy_user', 'iommufd_object_remove']);
    expect(run(destroyIoctl(k, ictx, idOf(1))).thread.waiting).toBe('lock');
  });

  test('under an ID that is a tombstone follows a marker value', () => {
    const { inc, destroyUser, set } = createIoas();
    inc();
    set(1, RESERVED);
    expect(logged(destroyUser().steps)).toEqual([
      'BUG: kernel NULL pointer dereference, address: 000000000000040a',
    ]);
  });

  test('under an ID that another object has takes a user from the innocent, and its wait_cnt becomes 1', () => {
    const { inc, destroyUser, set, script, at, k, state, run } = createIoas();
    inc();
    script('ioas_alloc c > innocent');
    const innocent = at('innocent');
    inc(innocent);
    run(count(k, 'inc', innocent, 'wait', OWNED));
    set(1, innocent);
    const { steps } = destroyUser();
    expect(logged(steps)).toEqual(['another object has the ID', OWNER_WARN]);
    expect(object(k, innocent)).toMatchObject({ users: 1, wait: 1, freed: false });
    expect(state()).toMatchObject({ users: 2, wait: 0, freed: false });
  });

  test('under the ID of an innocent with one user saturates it: it can never be destroyed again', () => {
    const { inc, destroyUser, set, script, at, k, destroy } = createIoas();
    inc();
    script('ioas_alloc c > innocent');
    const innocent = at('innocent');
    set(1, innocent);
    expect(logged(destroyUser().steps)).toContain('refcount_t: decrement hit 0; leaking memory.');
    expect(destroy(2).rc).toBe(EBUSY);
    expect(object(k, innocent).users).toBeLessThan(0);
  });
});

describe('put_and_try_destroy', () => {
  test('destroys the object if only the xarray is left', () => {
    const { inc, putAndTry, k, of } = createIoas();
    inc();
    const { steps } = putAndTry();
    expect(counted(steps)).toEqual(['users dec 2 → 1', 'users dec_if_one 1 → 0', 'wait dec_and_test 1 → 0']);
    expect(k.cells[of]?.freed).toBe(true);
  });

  test('only gives the user up if there are others: no WARN, no wait, wait_cnt untouched', () => {
    const { inc, hold, putAndTry, state } = createIoas();
    inc();
    hold();
    const { steps } = putAndTry();
    expect(counted(steps)).toEqual(['users dec 3 → 2', 'users dec_if_one 2 → 2']);
    expect([logged(steps), slept(steps)]).toEqual([[], []]);
    expect(state()).toMatchObject({ users: 2, wait: 2 });
  });
});

test('an external access that timed out asks a creator that is gone: its memory is touched after it was freed', () => {
  const { script, run, k, at, call } = createProcess(designOf('7.3'));
  script('open > c\nioas_alloc c > io\naccess_create c ioas=io > acc');
  const access = at(2);
  run(lockObj(k, access));
  expect(logged(call('close acc').steps)).toEqual([
    TIMED_OUT,
    'WARNING: iommufd_private.h:253 at iommufd_access_destroy',
  ]);
  run(putObject(k, access));
  expect(object(k, access)).toMatchObject({ users: 1, wait: 1 });
  const last = call('destroy c 2').steps.at(-1);
  expect(last?.stack.slice(-2)).toEqual(['iommufd_test_access_unmap', '__mutex_lock.constprop.0']);
  expect(last?.touched.map(({ of }) => k.cells[of]?.kind)).toEqual(['file']);
  expect(last?.effect).toMatchObject({ do: 'oops', address: POISON });
});

test('an internal access that timed out is left behind by its queue and goes with the release', () => {
  const { script, run, k, at, call, alive } = createProcess(designOf('7.3'));
  script(QUEUE);
  const access = at(8);
  run(lockObj(k, access));
  const { outcome, steps } = call('destroy c q0');
  expect(outcome?.ret).toBe(0);
  expect(logged(steps)).toEqual([TIMED_OUT, 'WARNING: iommufd_private.h:253 at iommufd_hw_queue_destroy']);
  expect(steps.flatMap(({ effect }) => (effect.do === 'refuse' ? [effect.errno] : []))).toEqual(['EBUSY']);
  expect(object(k, access)).toMatchObject({ users: 2, wait: 2, freed: false });
  run(putObject(k, access));
  script('close c');
  expect(alive()).toEqual([]);
});
