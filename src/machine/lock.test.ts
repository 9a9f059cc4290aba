import { describe, expect, test } from 'vitest';
import { lock, lockShared, unlock } from './lock.ts';
import { addProcess, bootProcess, effects, finish, proceed, start } from './machine.fixture.ts';
import { LOCKS, type LockTable, type Machine } from './machine.ts';
import { type Address, read } from './memory/memory.ts';
import { advance, createThread } from './thread.ts';

const OF = 42 as Address;

function two() {
  const machine = bootProcess();
  const one = machine.current;
  return { machine, one, other: addProcess(machine) };
}

const held = (machine: Machine) => (read(machine, LOCKS) as LockTable).held;
const by = (machine: Machine, task: Address, body: ReturnType<typeof lock>) => {
  machine.current = task;
  return proceed(machine, start(machine, body));
};

describe('a lock', () => {
  test('is held by who took it and by nobody after', () => {
    const machine = bootProcess();
    finish(machine, lock(machine, OF, 'mutex'));
    expect(held(machine)).toEqual({ '42.mutex': { by: [machine.current], shared: false } });
    finish(machine, unlock(machine, OF, 'mutex'));
    expect(held(machine)).toEqual({});
  });

  test('of one name is another lock on another cell', () => {
    const { machine, one, other } = two();
    expect(effects(by(machine, one, lock(machine, OF, 'mutex')))).toEqual(['lock']);
    expect(effects(by(machine, other, lock(machine, LOCKS, 'mutex')))).toEqual(['lock']);
    expect(effects(by(machine, other, lock(machine, OF, 'iova_rwsem')))).toEqual(['lock']);
  });

  test('shared lets readers in beside each other and keeps a writer out until the last has gone', () => {
    const { machine, one, other } = two();
    by(machine, one, lockShared(machine, OF, 'sem'));
    expect(effects(by(machine, other, lockShared(machine, OF, 'sem')))).toEqual(['lock']);
    expect(held(machine)['42.sem']).toEqual({ by: [one, other], shared: true });
    const writer = addProcess(machine);
    const waiting = createThread(writer, lock(machine, OF, 'sem'));
    expect(effects(proceed(machine, waiting))).toEqual(['blocked']);
    by(machine, one, unlock(machine, OF, 'sem'));
    expect(effects(proceed(machine, waiting))).toEqual(['blocked']);
    by(machine, other, unlock(machine, OF, 'sem'));
    expect(effects(proceed(machine, waiting))).toEqual(['lock']);
    expect(held(machine)['42.sem']).toEqual({ by: [writer], shared: false });
  });

  test('exclusive keeps readers and writers out', () => {
    const { machine, one, other } = two();
    by(machine, one, lock(machine, OF, 'sem'));
    expect(effects(by(machine, other, lockShared(machine, OF, 'sem')))).toEqual(['blocked']);
    expect(effects(by(machine, other, lock(machine, OF, 'sem')))).toEqual(['blocked']);
  });

  test('makes a thread wait as often as it is asked, and go on once it is free', () => {
    const { machine, one, other } = two();
    by(machine, one, lock(machine, OF, 'mutex'));
    const thread = createThread(other, lock(machine, OF, 'mutex'));
    for (let turn = 0; turn < 3; turn++) {
      expect(advance(machine, thread)?.effect).toEqual({ do: 'blocked', lock: 'mutex', of: OF });
      expect(thread.waiting).toBe('lock');
    }
    by(machine, one, unlock(machine, OF, 'mutex'));
    expect(advance(machine, thread)?.effect.do).toBe('lock');
    expect(thread.waiting).toBeUndefined();
    expect(advance(machine, thread)).toBeUndefined();
    expect(thread.result).toBeDefined();
  });

  test('is given up by who holds it: a stranger, or nobody holding it, is our mistake', () => {
    const { machine, one, other } = two();
    by(machine, one, lock(machine, OF, 'mutex'));
    expect(() => by(machine, other, unlock(machine, OF, 'mutex'))).toThrow(
      `unlock of 42.mutex by task ${other}, which does not hold it`,
    );
    by(machine, one, unlock(machine, OF, 'mutex'));
    expect(() => by(machine, one, unlock(machine, OF, 'mutex'))).toThrow('does not hold it');
  });

  test('taken twice by one task waits for ever: no lock here is recursive', () => {
    const machine = bootProcess();
    finish(machine, lock(machine, OF, 'mutex'));
    expect(() => finish(machine, lock(machine, OF, 'mutex'))).toThrow('did not return');
  });

  test('shared twice by one task is given up one hold at a time', () => {
    const machine = bootProcess();
    const me = machine.current;
    finish(machine, lockShared(machine, OF, 'sem'));
    finish(machine, lockShared(machine, OF, 'sem'));
    finish(machine, unlock(machine, OF, 'sem'));
    expect(held(machine)['42.sem']).toEqual({ by: [me], shared: true });
  });
});
