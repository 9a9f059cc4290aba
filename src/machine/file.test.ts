import { describe, expect, test } from 'vitest';
import { createFile, type File, fput, fputSync, getFile } from './file.ts';
import { bootProcess, effects, finish, logged, openFds, opens } from './machine.fixture.ts';
import { type FileOperations, fn, type Machine } from './machine.ts';
import { type Address, NULL, read } from './memory/memory.ts';
import type { Steps } from './step.ts';
import { close, dup, exitFiles, fdRef, openFile, taskWorkRun } from './syscall.ts';
import { fileOf, putUnusedFd, type Task, unusedFd } from './task.ts';

const ref = { role: 'test', by: NULL };

/** File operations that write down which files they released, and then do what a test asks. */
function releases(then: (machine: Machine, file: Address) => Steps<void> = function* () {}) {
  const released: Address[] = [];
  const release = fn('test_release', function* (machine: Machine, file: Address): Steps<void> {
    released.push(file);
    yield* then(machine, file);
  });
  const fops: FileOperations = { release };
  return { released, machine: bootProcess({ test: fops }) };
}

const file = (machine: Machine, of: Address) => read(machine, of) as File;
const create = (machine: Machine) => finish(machine, createFile(machine, 'test', ref)).value;
const open = (machine: Machine) => finish(machine, openFile(machine, 'test', opens)).value;

describe('a file count', () => {
  test('starts at 1, goes up by get_file and down by fput', () => {
    const { machine, released } = releases();
    const of = create(machine);
    expect(file(machine, of).count).toBe(1);
    finish(machine, getFile(machine, of, ref));
    expect(file(machine, of).count).toBe(2);
    finish(machine, fput(machine, of, ref));
    expect(file(machine, of).count).toBe(1);
    expect(released).toEqual([]);
  });

  test('fput of the last reference puts the release off until the task returns to user space', () => {
    const { machine, released } = releases();
    const of = create(machine);
    finish(machine, fput(machine, of, ref));
    expect(file(machine, of)).toMatchObject({ count: 0, freed: false });
    expect(released).toEqual([]);
    finish(machine, taskWorkRun(machine));
    expect(released).toEqual([of]);
    expect(file(machine, of).freed).toBe(true);
  });

  test('fput_close_sync of the last reference releases on the spot, and frees the memory after', () => {
    const { machine, released } = releases();
    const of = create(machine);
    const { steps } = finish(machine, fputSync(machine, of, ref));
    expect(released).toEqual([of]);
    expect(effects(steps)).toEqual(['count', 'free']);
  });

  test('a put on a dead file warns, leaves it dead and does not release it twice', () => {
    for (const put of [fput, fputSync]) {
      const { machine, released } = releases();
      const of = create(machine);
      finish(machine, fput(machine, of, ref));
      const { steps } = finish(machine, put(machine, of, ref));
      expect(logged(steps)).toEqual(['imbalanced put on file reference count']);
      expect(file(machine, of).count).toBe(0);
      finish(machine, taskWorkRun(machine));
      expect(released).toEqual([of]);
    }
  });

  test('get_file on a dead file warns and revives nothing', () => {
    const { machine } = releases();
    const of = create(machine);
    finish(machine, fput(machine, of, ref));
    const { steps } = finish(machine, getFile(machine, of, ref));
    expect(logged(steps)).toEqual(['file_ref_inc() on a released file reference']);
    expect(steps[0]?.effect).toMatchObject({ from: 0, to: 0, ok: false });
    expect(file(machine, of).count).toBe(0);
  });

  test('a put on a file whose memory is gone touches freed memory', () => {
    const { machine } = releases();
    const of = create(machine);
    finish(machine, fputSync(machine, of, ref));
    const { steps } = finish(machine, fput(machine, of, ref));
    expect(steps[0]?.touched.map((touch) => touch.of)).toContain(of);
  });

  test('a file whose operations nobody registered is our mistake', () => {
    const { machine } = releases();
    const { value } = finish(machine, createFile(machine, 'unheard of', ref));
    expect(() => finish(machine, fputSync(machine, value, ref))).toThrow('no file operations');
  });
});

describe('work that was put off', () => {
  test('runs newest first', () => {
    const { machine, released } = releases();
    const [a, b, c] = [create(machine), create(machine), create(machine)];
    for (const of of [a, b, c]) finish(machine, fput(machine, of, ref));
    finish(machine, taskWorkRun(machine));
    expect(released).toEqual([c, b, a]);
  });

  test('that is added while it runs, runs after what was there', () => {
    const late: Address[] = [];
    const { machine, released } = releases(function* (k, of) {
      const next = of === first ? late.pop() : undefined;
      if (next !== undefined) yield* fput(k, next, ref);
    });
    const [second, first] = [create(machine), create(machine)];
    late.push(create(machine));
    const [added] = late;
    for (const of of [second, first]) finish(machine, fput(machine, of, ref));
    finish(machine, taskWorkRun(machine));
    expect(released).toEqual([first, second, added]);
    expect((read(machine, machine.current) as Task).work).toEqual([]);
  });
});

describe('a descriptor', () => {
  test('gets the lowest free number from 3 on, and a closed one is free again', () => {
    const { machine } = releases();
    expect([open(machine), open(machine), open(machine)]).toEqual([3, 4, 5]);
    expect(finish(machine, close(machine, 4)).value).toBe(true);
    expect(open(machine)).toBe(4);
    expect(openFds(machine)).toEqual([3, 4, 5]);
  });

  test('that is taken and has no file yet is found by nobody, and given back it is free', () => {
    const { machine } = releases();
    expect([unusedFd(machine), unusedFd(machine)]).toEqual([3, 4]);
    expect(fileOf(machine, 3)).toBeUndefined();
    expect(finish(machine, close(machine, 3)).value).toBe(false);
    putUnusedFd(machine, 3);
    expect(unusedFd(machine)).toBe(3);
  });

  test('duplicated is one more reference on the same file, released with the last', () => {
    const { machine, released } = releases();
    const fd = open(machine);
    const of = fileOf(machine, fd) ?? NULL;
    expect(finish(machine, dup(machine, fd)).value).toBe(4);
    expect(fileOf(machine, 4)).toBe(of);
    expect(file(machine, of).count).toBe(2);
    finish(machine, close(machine, fd));
    expect(released).toEqual([]);
    finish(machine, close(machine, 4));
    expect(released).toEqual([of]);
  });

  test('that is bad cannot be closed or duplicated, and nothing happens', () => {
    const { machine } = releases();
    const closed = finish(machine, close(machine, 7));
    const dupped = finish(machine, dup(machine, 7));
    expect([closed.value, dupped.value]).toEqual([false, undefined]);
    expect([...closed.steps, ...dupped.steps]).toEqual([]);
    expect(openFds(machine)).toEqual([]);
  });

  test('counts as its own reference: the ledger tells two of one process apart by number', () => {
    const { machine } = releases();
    expect(fdRef(machine, 3)).toEqual({ role: 'fd', by: machine.current, nth: 3 });
  });
});

test('an exit closes descriptors in ascending order, and then releases newest first', () => {
  const { machine, released } = releases();
  const files = [open(machine), open(machine), open(machine)].map((fd) => fileOf(machine, fd));
  const { steps } = finish(
    machine,
    (function* () {
      yield* exitFiles(machine);
      yield* taskWorkRun(machine);
    })(),
  );
  const closed = steps.flatMap(({ effect }) =>
    effect.do === 'set' && effect.field.startsWith('fd') ? [effect.from] : [],
  );
  expect(closed).toEqual(files);
  expect(released).toEqual(files.toReversed());
  expect(openFds(machine)).toEqual([]);
  expect((read(machine, machine.current) as Task).work).toEqual([]);
});
