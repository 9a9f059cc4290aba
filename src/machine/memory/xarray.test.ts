import { describe, expect, test } from 'vitest';
import { bootProcess, effects, finish } from '../machine.fixture.ts';
import type { ObjectId } from './id.ts';
import { type Address, allocate, read } from './memory.ts';
import { EMPTY } from './table.ts';
import { load, nextId, RESERVED, reserve, store, type XArray } from './xarray.ts';

/** An xarray and short words for what can be done to it. */
function array() {
  const machine = bootProcess();
  const of = allocate(machine, { kind: 'test', freed: false, slots: [] } as XArray);
  return {
    reserve: () => finish(machine, reserve(machine, of)).value,
    store: (id: number, to: number) => finish(machine, store(machine, of, id as ObjectId, to as Address)),
    load: (id: number) => load(machine, of, id as ObjectId),
    next: (from: number) => nextId(machine, of, from),
    slots: () => (read(machine, of) as XArray).slots,
  };
}

describe('an xarray', () => {
  test('gives IDs from 1 on, the lowest free one each time', () => {
    const { reserve, store } = array();
    expect([reserve(), reserve(), reserve()]).toEqual([1, 2, 3]);
    store(2, EMPTY);
    expect([reserve(), reserve()]).toEqual([2, 4]);
  });

  test('an ID is free the instant its slot is empty', () => {
    const { reserve, store } = array();
    store(reserve(), 77);
    store(1, EMPTY);
    expect(reserve()).toBe(1);
  });

  test('a reserved ID is busy for allocation and holds nothing for a look-up', () => {
    const { reserve, load } = array();
    expect(reserve()).toBe(1);
    expect(load(1)).toBe(RESERVED);
    expect(reserve()).toBe(2);
  });

  test('a published ID holds its object, and publishing says what was there before', () => {
    const { reserve, store, load } = array();
    const { value, steps } = store(reserve(), 77);
    expect(value).toBe(RESERVED);
    expect(load(1)).toBe(77);
    expect(effects(steps)).toEqual(['slot']);
    expect(steps[0]?.effect).toMatchObject({ id: 1, from: RESERVED, to: 77 });
  });

  test('a tombstone is never handed out again', () => {
    const { reserve, store, load } = array();
    store(reserve(), 77);
    store(1, RESERVED);
    expect([reserve(), reserve()]).toEqual([2, 3]);
    expect(load(1)).toBe(RESERVED);
  });

  test('an ID that was never given holds nothing, and neither does 0', () => {
    const { load } = array();
    for (const id of [0, 1, 99]) expect(load(id)).toBe(EMPTY);
  });

  test('a cursor meets the IDs that are not empty, ascending, tombstones among them', () => {
    const { reserve, store, next } = array();
    for (const id of [reserve(), reserve(), reserve(), reserve()]) store(id, 70 + id);
    store(1, EMPTY);
    store(3, RESERVED);
    expect([next(0), next(1), next(3), next(4), next(5)]).toEqual([2, 2, 3, 4, undefined]);
  });

  test('what was emptied leaves no trace: arrays that hold the same are the same', () => {
    const one = array();
    const other = array();
    for (const { store } of [one, other]) store(1, 71);
    other.store(5, 75);
    other.store(3, RESERVED);
    other.store(5, EMPTY);
    other.store(3, EMPTY);
    expect(other.slots()).toEqual(one.slots());
    other.store(1, EMPTY);
    expect(other.slots()).toEqual([]);
  });
});
