import { describe, expect, test } from 'vitest';
import { lock, unlock } from './lock.ts';
import { crit, warn } from './log.ts';
import {
  addProcess,
  bootProcess,
  deepFreeze,
  finish,
  openFds,
  opens,
  proceed,
  start,
} from './machine.fixture.ts';
import { fn, inline, LOCKS, type LockTable, type Machine } from './machine.ts';
import {
  type Address,
  allocate,
  type Cell,
  NULL,
  POISON,
  read,
  release,
  snapshot,
  write,
} from './memory/memory.ts';
import { RESERVED } from './memory/xarray.ts';
import type { Steps } from './step.ts';
import { openFile } from './syscall.ts';
import { advance, createThread } from './thread.ts';

interface Counter extends Cell {
  readonly value: number;
}

const counter = (machine: Machine) =>
  allocate(machine, { kind: 'counter', freed: false, value: 0 } as Counter);

/** Raises a counter step by step, each time from what it reads there. */
const raise = fn('raise', function* (machine: Machine, of: Address, times: number): Steps<number> {
  for (let i = 0; i < times; i++) {
    write(machine, of, { value: (read(machine, of) as Counter).value + 1 });
    yield { do: 'call', what: 'is raised', of };
  }
  return (read(machine, of) as Counter).value;
});

const follow = fn('follow', function* (machine: Machine, of: Address): Steps<void> {
  yield* lock(machine, of, 'mutex');
  read(machine, NULL);
});

describe('a thread', () => {
  test('runs to its next micro-step, says what it was and in which functions, and returns in the end', () => {
    const machine = bootProcess();
    const of = counter(machine);
    const outer = fn('outer', (k: Machine): Steps<number> => raise(k, of, 2));
    const thread = start(machine, outer(machine));
    const steps = proceed(machine, thread);
    expect(steps.map(({ stack }) => stack)).toEqual([
      ['outer', 'raise'],
      ['outer', 'raise'],
    ]);
    expect(steps.every((step) => step.task === machine.current)).toBe(true);
    expect(thread).toMatchObject({ result: { value: 2 }, killed: false, stack: [] });
  });

  test('that has returned stays so, however often it is advanced', () => {
    const machine = bootProcess();
    const thread = start(machine, raise(machine, counter(machine), 1));
    proceed(machine, thread);
    expect(advance(machine, thread)).toBeUndefined();
    expect(thread.result).toEqual({ value: 1 });
  });

  test('takes turns with another: both see what the other did, both finish, each with its own stack', () => {
    const machine = bootProcess();
    const of = counter(machine);
    const one = start(machine, raise(machine, of, 3));
    const other = createThread(addProcess(machine), raise(machine, of, 3));
    const steps = [];
    for (let turn = 0; !one.result || !other.result; turn++) {
      const thread = turn % 2 ? other : one;
      const step = advance(machine, thread);
      if (step) steps.push(step);
    }
    expect(steps.map((step) => step.task)).toEqual([0, 1, 2].flatMap(() => [one.task, other.task]));
    expect(steps.every(({ stack }) => stack.join() === 'raise')).toBe(true);
    expect([one.result.value, other.result.value]).toEqual([6, 6]);
  });

  test('that opens a file while another does gets a descriptor of its own', () => {
    const machine = bootProcess();
    const open = () => start(machine, openFile(machine, 'test', opens));
    const threads = [open(), open()];
    for (let turn = 0; threads.some(({ result }) => !result); turn++)
      advance(machine, threads[turn % 2] as (typeof threads)[number]);
    expect(threads.map(({ result }) => result?.value)).toEqual([3, 4]);
    expect(openFds(machine)).toEqual([3, 4]);
  });

  test('says that it sleeps until it is advanced again', () => {
    const machine = bootProcess();
    const nap = function* (): Steps<void> {
      yield { do: 'sleep', of: LOCKS, ms: 60_000 };
    };
    const thread = start(machine, nap());
    advance(machine, thread);
    expect(thread.waiting).toBe('sleep');
    advance(machine, thread);
    expect(thread.result).toBeDefined();
  });
});

describe('an oops', () => {
  function crash() {
    const machine = bootProcess();
    const of = counter(machine);
    const thread = start(machine, follow(machine, of));
    return { machine, of, thread, steps: proceed(machine, thread) };
  }

  test('ends a thread where it stands: it keeps its stack and never returns', () => {
    const { machine, thread, steps } = crash();
    expect(thread).toMatchObject({ killed: true, result: undefined, stack: ['follow'] });
    expect(steps.at(-1)).toMatchObject({ stack: ['follow'], effect: { do: 'oops', address: NULL } });
    expect(advance(machine, thread)).toBeUndefined();
    expect(thread.result).toBeUndefined();
  });

  test('keeps the locks of its thread for ever', () => {
    const { machine, of, thread } = crash();
    expect((read(machine, LOCKS) as LockTable).held[`${of}.mutex`]?.by).toEqual([thread.task]);
    const next = createThread(addProcess(machine), lock(machine, of, 'mutex'));
    proceed(machine, next);
    expect(next.waiting).toBe('lock');
  });

  test('says what was followed: NULL, a reserved entry of an xarray, or poison', () => {
    const machine = bootProcess();
    const at = fn('at', function* (k: Machine, address: Address): Steps<void> {
      read(k, address);
      yield { do: 'wake', of: address, reaches: true };
    });
    const lines = [NULL, RESERVED, POISON].map((address) => {
      const [step] = proceed(machine, start(machine, at(machine, address)));
      return step?.effect.do === 'oops' ? step.effect.lines : [];
    });
    expect(lines.map(([first]) => first)).toEqual([
      'BUG: kernel NULL pointer dereference, address: 0000000000000000',
      'BUG: kernel NULL pointer dereference, address: 0000000000000406',
      'Oops: general protection fault, probably for non-canonical address 0x6b6b6b6b6b6b6b6b: 0000 [#1] SMP',
    ]);
    expect(lines[0]?.slice(1)).toEqual(['Oops: 0000', 'RIP: 0010:at', 'RIP: 0010:at']);
  });

  test('is for bad pointers alone: a mistake of ours is thrown', () => {
    const machine = bootProcess();
    const thread = start(machine, unlock(machine, LOCKS, 'mutex'));
    expect(() => advance(machine, thread)).toThrow('does not hold it');
  });
});

describe('what a thread logs', () => {
  test('names the innermost function that the compiler does not inline', () => {
    const machine = bootProcess();
    const inner = inline('inlined', (k: Machine): Steps<void> => warn(k, 'main.c:1', { message: 'why' }));
    const outer = fn('outer', (k: Machine): Steps<void> => inner(k));
    const [step] = finish(machine, outer(machine)).steps;
    expect(step?.stack).toEqual(['outer', 'inlined']);
    expect(step?.effect).toEqual({
      do: 'log',
      kind: 'warn',
      level: 'warn',
      lines: ['why', 'WARNING: main.c:1 at outer', 'RIP: 0010:outer'],
      recorded: false,
      says: 'why',
    });
  });

  test('is one line at the critical level', () => {
    const machine = bootProcess();
    const [step] = finish(machine, crit(machine, 'too late', 'timeout')).steps;
    expect(step?.effect).toEqual({
      do: 'log',
      kind: 'timeout',
      level: 'crit',
      lines: ['too late'],
      recorded: false,
      says: 'too late',
    });
  });
});

describe('memory', () => {
  test('yesterday’s snapshot stays as it was', () => {
    const machine = bootProcess();
    const of = counter(machine);
    const thread = start(machine, raise(machine, of, 3));
    const taken = [];
    while (advance(machine, thread)) taken.push(deepFreeze(snapshot(machine)));
    expect(taken.map((state) => (state[of] as Counter).value)).toEqual([1, 2, 3]);
  });

  test('freed stays as a ghost; reading or writing it is noted in the step that did it, and only there', () => {
    const machine = bootProcess();
    const of = counter(machine);
    finish(machine, raise(machine, of, 1));
    release(machine, of);
    const { steps } = finish(machine, raise(machine, of, 1));
    const touched = [...(steps[0]?.touched ?? [])];
    expect(touched.map((touch) => touch.of)).toContain(of);
    expect(read(machine, of)).toEqual({ kind: 'counter', freed: true, value: 2 });
    expect(steps[0]?.touched).toEqual(touched);
    expect(finish(machine, raise(machine, counter(machine), 1)).steps[0]?.touched).toEqual([]);
  });

  test('is touched by the function that reads it, though the step is made in the one that it calls next', () => {
    const machine = bootProcess();
    const [of, other] = [counter(machine), counter(machine)];
    release(machine, of);
    const outer = fn('outer', function* (k: Machine): Steps<number> {
      return yield* raise(k, other, (read(k, of) as Counter).value + 1);
    });
    const { steps } = finish(machine, outer(machine));
    expect(steps.map(({ stack, touched }) => [stack.at(-1), touched])).toEqual([
      ['raise', [{ of, by: 'outer' }]],
    ]);
  });

  test('has no cell at NULL, at a marker value, or beyond the last, to read or to write', () => {
    const machine = bootProcess();
    for (const address of [NULL, RESERVED, 10_000 as Address]) {
      expect(() => read(machine, address)).toThrow(`bad pointer ${address}`);
      expect(() => write(machine, address, {})).toThrow(`bad pointer ${address}`);
    }
  });

  test('never reuses an address', () => {
    const machine = bootProcess();
    const of = counter(machine);
    release(machine, of);
    expect(counter(machine)).toBe(of + 1);
  });
});
