import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Step } from '../machine/index.ts';
import { logged } from '../machine/machine.fixture.ts';
import { advance, createThread, type Thread } from '../machine/thread.ts';
import { designOf } from './custom_design.ts';
import { brokenLaws } from './laws.ts';
import type { ObjectType } from './op_spec.ts';
import { MAIN_DESIGNS } from './presets.ts';
import { createProcess, opOf, type Process, QUEUE } from './process.fixture.ts';
import { createTask } from './process.ts';
import { type Outcome, systemCall } from './syscalls.ts';

const SEED = 20261123;

/** One of everything, so that any two operations have something to fight for. */
const SETUP = `${QUEUE}
vdevice_alloc c viommu=vi dev=dev > vd
hwpt_alloc c dev=dev pt=hp nested=1 > n
ioas_map c ioas=io iova=0x1002000
access_create c ioas=io > acc
vfio_bind c > idev vfd
viommu_alloc c dev=dev hwpt=hp data=1 > vm`;

const LINES = [
  'ioas_alloc c > io2',
  // The ID that comes next.
  'destroy c 14',
  'mmap c viommu=vm > m',
  'destroy c vm',
  'pin c access=acc iova=0x1002000 > p',
  'access_rw c access=acc iova=0x1002000',
  'ioas_map c ioas=io iova=0x1003000',
  'ioas_unmap c ioas=io iova=0x1002000',
  'ioas_unmap c ioas=io all=1',
  'hwpt_alloc c dev=dev pt=io > hp2',
  'hwpt_alloc c dev=dev pt=vi nested=1 > n2',
  'viommu_alloc c dev=dev hwpt=hp > vi2',
  'vdevice_alloc c viommu=vi dev=idev virt=0x77 > vd2',
  'hw_queue_alloc c viommu=vi index=1 iova=0x1002000 > q1',
  'veventq_alloc c viommu=vi > ve vefd',
  'fault_alloc c > f ffd',
  'access_create c ioas=io > acc2',
  'mock_domain c pt=io > sd2 dev2 hw2',
  'mock_replace c stdev=sd pt=io > r',
  'mock_replace c stdev=sd pt=hp > r',
  'vfio_attach c vfio=vfd pt=io',
  'destroy c q0',
  'destroy c 8',
  'destroy c vd',
  'destroy c vi',
  'destroy c n',
  'destroy c hp',
  'destroy c sd',
  'destroy c io',
  'close acc',
  'close vfd',
  'open > c2',
  'dup c > d',
];

interface Two {
  readonly threads: readonly Thread<Outcome>[];
  readonly steps: readonly Step[];
}

/**
 * Two threads of one process, each with an operation, advanced in the order that `turns` says. A sleeper sleeps until
 * the other one can do no more.
 */
function race({ k, labels }: Process, lines: readonly string[], turns: readonly boolean[]): Two {
  const leader = k.current;
  const threads = lines.map((line, i) =>
    createThread(
      i ? createTask(k, 'thread', leader) : leader,
      systemCall(k, { ...opOf(line), background: true }, labels),
    ),
  );
  const steps: Step[] = [];
  const stuck = (thread: Thread<Outcome> | undefined) => !thread || !!thread.result || !!thread.waiting;
  for (let turn = 0; threads.some(({ result }) => !result); turn++) {
    const preferred = turns[turn % turns.length] ? 1 : 0;
    const [one, other] = [threads[preferred], threads[1 - preferred]];
    const chosen = stuck(one) && !stuck(other) ? other : one;
    const step = chosen && advance(k, chosen);
    if (step) steps.push(step);
    // Whoever waits for a lock may try again.
    if (step?.effect.do === 'unlock')
      for (const thread of threads) if (thread.waiting === 'lock') thread.waiting = undefined;
    if (threads.some(({ killed }) => killed) || turn > 10_000) break;
  }
  k.current = leader;
  return { threads, steps };
}

const TURNS = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 60 })
  .filter((turns) => new Set(turns).size === 2);

/** One thread gets as far as another looks at what it left, and then some. */
const LONG_TURNS = fc
  .array(fc.integer({ min: 1, max: 14 }), { minLength: 2, maxLength: 12 })
  .map((lengths) => lengths.flatMap((length, i) => Array<boolean>(length).fill(i % 2 === 1)));

describe.each(MAIN_DESIGNS)('two threads of one process, %s', (name) => {
  test.each([
    ['step by step', TURNS],
    ['up to 14 steps at a time', LONG_TURNS],
  ])(`both operations return, %s; no WARN, no freed memory touched, seed ${SEED}`, (_, arbitraryTurns) => {
    const lines = fc.tuple(fc.constantFrom(...LINES), fc.constantFrom(...LINES));
    fc.assert(
      fc.property(lines, arbitraryTurns, (lines, turns) => {
        const process = createProcess(designOf(name));
        process.script(SETUP);
        const { threads, steps } = race(process, lines, turns);
        expect(threads.map(({ result }) => result?.value.ret)).not.toContain(undefined);
        expect(logged(steps)).toEqual([]);
        expect(steps.filter(({ touched }) => touched.length > 0)).toEqual([]);
        const broken = brokenLaws(process.k.cells, true).filter(
          ({ law }) => !['I7', 'I8', 'I4'].includes(law),
        );
        expect(broken).toEqual([]);
        process.call('exit');
        const left = process.alive();
        if (name !== 'naive' || !left.includes('hw_queue')) expect(left).toEqual([]);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe('an operation whose object is destroyed the moment it is published returns its ID all the same:', () => {
  test.each<[string, ObjectType, ...string[]]>([
    ['ioas_alloc c > new', 'ioas'],
    ['hwpt_alloc c dev=dev pt=io > new', 'hwpt_paging'],
    ['hwpt_alloc c dev=dev pt=vi nested=1 > new', 'hwpt_nested'],
    ['viommu_alloc c dev=dev hwpt=hp > new', 'viommu'],
    ['vdevice_alloc c viommu=vi dev=idev virt=0x77 > new', 'vdevice'],
    ['hw_queue_alloc c viommu=vi index=1 iova=0x1002000 > new', 'hw_queue'],
    ['fault_alloc c > new ffd', 'fault', 'close ffd'],
    ['mock_domain c pt=io > new dev2 hw2', 'selftest'],
  ])('%s', (line, kind, ...before) => {
    const process = createProcess(designOf('7.3'));
    process.script(SETUP);
    const { k, labels } = process;
    const leader = k.current;
    const thread = createThread(leader, systemCall(k, { ...opOf(line), background: true }, labels));
    const steps: Step[] = [];
    let id = 0;
    // Up to where the slot has the object and xa_lock is free again.
    for (let step = advance(k, thread); step; step = advance(k, thread)) {
      steps.push(step);
      const { effect } = step;
      if (effect.do === 'set' && effect.field.startsWith('fd '))
        labels.set('ffd', Number(effect.field.slice(3)));
      if (effect.do === 'slot' && effect.to > 0 && k.cells[effect.to]?.kind === kind) id = effect.id;
      if (id !== 0 && effect.do === 'unlock') break;
    }
    const other = createTask(k, 'thread', leader);
    const others = [...before, `destroy c ${id}`].map((one) => {
      const second = createThread(other, systemCall(k, { ...opOf(one), background: true }, labels));
      for (let step = advance(k, second); step && !second.waiting; step = advance(k, second))
        steps.push(step);
      return second;
    });
    for (let step = advance(k, thread); step; step = advance(k, thread)) steps.push(step);
    for (const second of others) while (!second.result && advance(k, second)) {}
    expect(others.map(({ result }) => result?.value.errno)).toEqual(others.map(() => null));
    expect(thread.result?.value.labels.new).toBe(id);
    expect(steps.filter(({ touched }) => touched.length > 0)).toEqual([]);
    expect(logged(steps)).toEqual([]);
  });
});
