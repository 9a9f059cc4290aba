import { describe, expect, test } from 'vitest';
import { count } from '../machine/count.ts';
import { EMPTY, isErr, NULL, RESERVED } from '../machine/index.ts';
import { logged } from '../machine/machine.fixture.ts';
import { counted, createIoas, idOf, OWNED } from './core.fixture.ts';
import { ENOENT, errnoName } from './kernel.ts';
import { getObject, objectAbort, objectAlloc, objectFinalize } from './main.ts';
import { object } from './objects.ts';

describe('an object that was never published', () => {
  const fresh = () => {
    const base = createIoas();
    const { k, run, ictx } = base;
    const made = run(objectAlloc(k, ictx, 'ioas', { areas: [], accessList: [], hwptList: [] }));
    const of = made.thread.result?.value ?? NULL;
    if (isErr(of)) throw new Error(errnoName(of));
    return { ...base, of, made: made.steps };
  };

  test('has users 1, wait_cnt 1 and the lowest free ID, under which nobody finds it', () => {
    const { k, of, run, ictx, at } = fresh();
    expect(object(k, of)).toMatchObject({ id: 2, users: 1, wait: 1 });
    expect(at(2)).toBe(RESERVED);
    expect(run(getObject(k, ictx, idOf(2))).thread.result?.value).toBe(ENOENT);
  });

  test('is found by any thread once it is finalized; finalized twice, it WARNs', () => {
    const { k, of, run, ictx, at } = fresh();
    expect(logged(run(objectFinalize(k, ictx, of)).steps)).toEqual([]);
    expect(at(2)).toBe(of);
    expect(logged(run(objectFinalize(k, ictx, of)).steps)).toEqual([
      'the slot of the object was not reserved',
    ]);
  });

  test('aborted is freed, and its ID with it', () => {
    const { k, of, run, ictx, at } = fresh();
    expect(logged(run(objectAbort(k, ictx, of)).steps)).toEqual([]);
    expect(k.cells[of]?.freed).toBe(true);
    expect(at(2)).toBe(EMPTY);
  });

  test('aborted with a user left is leaked on purpose, with a WARN; the ID is free all the same', () => {
    const { k, of, run, ictx, at, inc } = fresh();
    inc(of);
    expect(logged(run(objectAbort(k, ictx, of)).steps)).toEqual([
      'an aborted object has users: its memory is leaked on purpose',
    ]);
    expect(object(k, of)).toMatchObject({ users: 1, freed: false });
    expect(at(2)).toBe(EMPTY);
  });

  test('aborted after it was published WARNs', () => {
    const { k, of, run, ictx } = fresh();
    run(objectFinalize(k, ictx, of));
    expect(logged(run(objectAbort(k, ictx, of)).steps)).toEqual(['the slot of the object was not reserved']);
  });
});

describe('a short-term reference', () => {
  test('counts in users and in wait_cnt, and gives back users first', () => {
    const { hold, unhold, state } = createIoas();
    expect(counted(hold().steps)).toEqual(['users inc_not_zero 1 → 2', 'wait inc_not_zero 1 → 2']);
    expect(state()).toMatchObject({ users: 2, wait: 2 });
    expect(counted(unhold().steps)).toEqual(['users dec 2 → 1', 'wait dec_and_test 2 → 1']);
  });

  test('is refused on an object without users, and nothing changes', () => {
    const { hold, run, k, of, state } = createIoas();
    run(count(k, 'dec_if_one', of, 'users', OWNED));
    expect(hold().thread.result?.value).toBe(false);
    expect(state()).toMatchObject({ users: 0, wait: 1 });
  });

  test('is refused on an object whose destroyer waits, and the user it took goes back', () => {
    const { hold, run, k, of, state } = createIoas();
    run(count(k, 'dec_and_test', of, 'wait', OWNED));
    const { thread, steps } = hold();
    expect(thread.result?.value).toBe(false);
    expect(state()).toMatchObject({ users: 1, wait: 0 });
    const holders = steps.flatMap(({ effect }) => (effect.do === 'count' ? [effect.ref] : []));
    expect(holders).toEqual(holders.map(() => ({ role: 'lock_obj', by: k.current })));
  });

  test('that was the last a destroyer waited for wakes it', () => {
    const { hold, unhold, run, k, of } = createIoas();
    hold();
    run(count(k, 'dec_and_test', of, 'wait', OWNED));
    expect(unhold().steps.at(-1)?.effect).toEqual({ do: 'wake', of, reaches: false });
  });

  test('is for the asked type alone: another type is ENOENT, no type takes any', () => {
    const { run, k, ictx, of } = createIoas();
    const wrong = run(getObject(k, ictx, idOf(1), 'device'));
    expect(wrong.thread.result?.value).toBe(ENOENT);
    expect(counted(wrong.steps)).toEqual([]);
    expect(run(getObject(k, ictx, idOf(1))).thread.result?.value).toBe(of);
    expect(run(getObject(k, ictx, idOf(1), 'ioas')).thread.result?.value).toBe(of);
  });
});
