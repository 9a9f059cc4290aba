import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boot,
  createTask,
  type DesignName,
  designOf,
  isOf,
  type Op,
  type Outcome,
  systemCall,
} from '../../iommufd/index.ts';
import { type Address, advance, createThread, type Snapshot } from '../../machine/index.ts';
import { formatText, LIBRARY, parseText, SEED } from '../../scenario/index.ts';
import { judge, keepLedgers, run } from '../../trace/index.ts';
import { processIn } from '../teardown/naming.ts';
import { type Start, startOf } from '../teardown/start.ts';
import { Race } from './race.ts';
import { scheduled } from './schedule.ts';

const RANDOM = 20261123;

const BEFORE = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp data=1 > vi
hw_queue_alloc c viommu=vi > q0
vdevice_alloc c viommu=vi dev=dev > vd
access_create c ioas=io pin=1 > acc`;

function racing(calls: readonly string[], design: DesignName = '7.3', more: readonly string[] = []) {
  const { scenario, problems } = parseText([BEFORE, ...more, ...calls].join('\n'));
  if (problems.length) throw new Error(JSON.stringify(problems));
  const start = startOf(scenario.ops.slice(0, -calls.length), designOf(design));
  const ops = scenario.ops.slice(-calls.length);
  const race = new Race(start.variables.start, ops, start.design, start.labels);
  race.explore(100_000);
  return { start, ops, race };
}

const alive = (state: Snapshot) =>
  state.map((cell) => (cell.freed ? { kind: cell.kind, freed: true } : cell));

/** Real threads that take the given turns; past them, whoever `next` says of those that are not done. */
function play(
  start: Start,
  ops: readonly Op[],
  turns: readonly number[],
  next: (n: number) => number = () => 0,
) {
  const k = boot(start.design);
  k.cells = start.variables.start.slice();
  const process = processIn(k.cells);
  const tasks = ops.map(() => createTask(k, 'thread', process));
  const threads = ops.map((op, i) =>
    createThread(tasks[i] as Address, systemCall(k, { ...op, background: true }, start.labels)),
  );
  const left = [...turns];
  const done = () => threads.every(({ result }) => result);
  while (left.length > 0 || (turns.length === 0 && !done())) {
    const unfinished = threads.filter(({ result }) => !result);
    const thread = turns.length > 0 ? threads[left.shift() as number] : unfinished[next(unfinished.length)];
    if (thread) advance(k, thread);
  }
  return { outcomes: threads.map(({ result }) => result?.value as Outcome), state: alive(k.cells) };
}

const PAIRS: readonly (readonly string[])[] = [
  ['destroy c q0', 'destroy c q0'],
  ['destroy c sd', 'destroy c vd'],
  ['close acc', 'access_replace c access=acc ioas=io'],
  ['ioas_unmap c ioas=io all=1', 'destroy c q0'],
  ['viommu_alloc c dev=dev hwpt=hp > v2', 'destroy c sd'],
  ['mmap c viommu=vi > m', 'close c'],
];

describe.each(PAIRS)('%s at once with %s', (...calls) => {
  const { start, ops, race } = racing(calls);

  test('is explored whole, and goes wrong in no way', () => {
    expect(race.isComplete).toBe(true);
    expect(race.clashes).toEqual([]);
  });

  test('each end is where real threads come to by its turns', () => {
    for (const { turns, state, outcomes } of race.finishes) {
      const played = play(start, ops, turns);
      expect(played.outcomes).toEqual(outcomes);
      expect(played.state).toEqual(alive(race.snapshotOf(state)));
    }
  });

  test(`real threads that take random turns come to one of the ends, 100 runs, seed ${RANDOM}`, () => {
    const ends = race.finishes.map(({ state, outcomes }) =>
      JSON.stringify([outcomes, alive(race.snapshotOf(state))], bigints),
    );
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (chance) => {
        const { outcomes, state } = play(start, ops, [], (n) => (chance.next().value as number) % n);
        expect(ends).toContain(JSON.stringify([outcomes, state], bigints));
      }),
      { seed: RANDOM, numRuns: 100 },
    );
  });
});

const bigints = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);

test.each([
  ['7.3', ['destroy c q0', 'hw_queue_alloc c viommu=vi index=1 > q1']],
  ['vdevice-uncounted', ['destroy c sd', 'destroy c vd']],
  ['6.17-rc6', ['ioas_unmap c ioas=io all=1', 'destroy c q0'], ['pin c access=acc > pn']],
  ['destroy-counts', ['destroy c sd', 'destroy c dev']],
] as const)(
  'in %s %j go wrong, and the turns are a scenario in which a run does too',
  (design, calls, more: readonly string[] = []) => {
    const { start, ops, race } = racing(calls, design, more);
    expect(race.clashes).not.toEqual([]);
    for (const { fault, turns } of race.clashes) {
      const scenario = { ...SEED, design, ops: [...start.ops, ...scheduled(start, ops, turns)] };
      const again = parseText(formatText(scenario));
      expect(again.problems).toEqual([]);
      expect(formatText(scenario)).not.toMatch(/bg \d|steps=/);
      const whole = run(again.scenario.ops, start.design);
      const { findings } = judge(whole, keepLedgers(whole));
      expect(findings.map(({ name }) => name)).toContain(fault.name);
    }
  },
);

const NEW_QUEUE = ['destroy c q0', 'hw_queue_alloc c viommu=vi index=1 > q1'];

/** Of each operation that lets a thread go on to a moment: whether its last step is that. */
function areThere(ops: readonly Op[], design: DesignName) {
  const { ops: done, frames } = run(ops, designOf(design));
  return done.flatMap(({ op, first, last }) => {
    if (typeof op.preempted !== 'object') return [];
    const steps = frames.slice(first + 1, last + 1).flatMap(({ step }) => step ?? []);
    const { nth: _, ...wanted } = op.preempted;
    const end = steps.at(-1);
    return [end !== undefined && isOf(end, wanted)];
  });
}

test.each(['v6', 'destroy-counts', '6.17'] as const)(
  'what goes wrong between threads of 7.3 does so in %s, where they are preempted at the same moments',
  (other) => {
    const { start, ops, race } = racing(NEW_QUEUE);
    const [clash] = race.clashes;
    const schedule = [...start.ops, ...scheduled(start, ops, clash?.turns ?? [])];
    for (const design of ['7.3', other] as const) {
      expect(areThere(schedule, design)).toEqual([true, true, true, true]);
      const whole = run(schedule, designOf(design));
      const { findings } = judge(whole, keepLedgers(whole));
      expect(findings.map(({ because }) => because)).toContain(clash?.fault.because);
    }
  },
);

test.each(['7.3', 'v6', 'destroy-counts'] as const)(
  'the queue race of the library is the one found in %s',
  (design) => {
    const { scenario } = LIBRARY.find(({ id }) => id === 'queue-race') as (typeof LIBRARY)[number];
    const whole = run(scenario.ops, designOf(design));
    const { findings } = judge(whole, keepLedgers(whole));
    const [clash] = racing(NEW_QUEUE, design).race.clashes;
    expect(findings.map(({ because }) => because)).toContain(clash?.fault.because);
  },
);

test('a call that sleeps goes on after it: the turns of a scenario end where it does', () => {
  const { start, ops, race } = racing(['close vfd', 'unhold'], '7.3', [
    'vfio_bind c > idev vfd',
    'hold c idev',
  ]);
  expect(race.isComplete).toBe(true);
  const sleeps = ({ preempted }: Op) => typeof preempted === 'object' && preempted.event === 'sleep';
  expect(race.finishes.some(({ turns }) => scheduled(start, ops, turns).some(sleeps))).toBe(true);
  for (const { turns, outcomes } of race.finishes) {
    const whole = run([...start.ops, ...scheduled(start, ops, turns)], start.design);
    const joined = whole.ops.filter(({ op }) => op.name === 'join').map(({ outcome }) => outcome.errno);
    expect(joined.sort()).toEqual(outcomes.map(({ errno }) => errno).sort());
  }
});

test('a call by itself ends in one way', () => {
  const { race } = racing(['destroy c q0']);
  expect(race.finishes).toHaveLength(1);
});

test('three calls at once: only one of them destroys the queue', () => {
  const { race } = racing(['destroy c q0', 'destroy c q0', 'destroy c q0']);
  expect(race.isComplete).toBe(true);
  expect(race.clashes).toEqual([]);
  for (const { outcomes } of race.finishes)
    expect(outcomes.filter(({ errno }) => errno === null)).toHaveLength(1);
});

test.each([
  ['fault_alloc c > f ffd', 'close ffd', 'destroy c f', 'fault'],
  ['veventq_alloc c viommu=vi > ve vefd', 'close vefd', 'destroy c ve', 'veventq'],
])(
  '%s: its release drops the user and then reads the queue, which may be gone',
  (line, close, destroy, kind) => {
    const { race } = racing([close, destroy], '7.3', [line]);
    expect(race.clashes.map(({ fault }) => fault.because)).toEqual([
      `iommufd_eventq_fops_release touches a ${kind}, which is freed`,
    ]);
  },
);

test('a region is mapped while its vIOMMU is destroyed: only a count taken late uses freed memory', () => {
  const more = ['viommu_alloc c dev=dev hwpt=hp data=1 > v2'];
  const calls = ['mmap c viommu=v2 > m', 'destroy c v2'];
  expect(racing(calls, '7.3', more).race.clashes).toEqual([]);
  const late = racing(calls, 'late-mmap-count', more).race.clashes;
  expect(late.map(({ fault }) => fault.name)).toContain('UAF');
});

test('a second queue at once with the end of the one it depends on: the rules take a reference on a count of 0', () => {
  const { race } = racing(['destroy c q0', 'hw_queue_alloc c viommu=vi index=1 > q1']);
  expect(race.clashes.map(({ fault }) => fault.because)).toEqual([
    '_iommufd_object_depend: refcount_t: addition on 0; use-after-free.',
  ]);
});

const BEFORE_PROCESSES = [
  ['open > c', 'close c'],
  ['open > c', 'ioas_alloc c > io'],
  ['open > c', 'dup c > d', 'close c'],
  ['open > c', 'fork > child', 'close c'],
];

const PROCESS_CALLS = [
  'open > e',
  'close c',
  'dup c > e',
  'fork > kid',
  'ioas_alloc c > i2',
  'fault_alloc c > f ff',
  'mock_domain c pt=1 > sd dev hw',
  'destroy c 1',
];

test(`calls that open and close race with those on a closed descriptor, each end as by real threads, seed ${RANDOM}`, () => {
  const call = fc.constantFrom(...PROCESS_CALLS);
  fc.assert(
    fc.property(fc.constantFrom(...BEFORE_PROCESSES), call, call, (before, ...calls) => {
      const { scenario, problems } = parseText([...before, ...calls].join('\n'));
      expect(problems).toEqual([]);
      const ops = scenario.ops.slice(-calls.length);
      const start = startOf(scenario.ops.slice(0, -calls.length), designOf('7.3'));
      const race = new Race(start.variables.start, ops, start.design, start.labels);
      race.explore(20_000);
      for (const { turns, state, outcomes } of race.finishes) {
        const played = play(start, ops, turns);
        expect(played.outcomes).toEqual(outcomes);
        expect(played.state).toEqual(alive(race.snapshotOf(state)));
      }
    }),
    { seed: RANDOM, numRuns: 60 },
  );
});
