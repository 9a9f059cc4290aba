import { describe, expect, test } from 'vitest';
import type { Step } from '../machine/index.ts';
import { logged } from '../machine/machine.fixture.ts';
import { advance, createThread } from '../machine/thread.ts';
import { type DesignName, designOf } from './custom_design.ts';
import type { Design } from './design.ts';
import { createProcess, opOf, QUEUE, VIOMMU } from './process.fixture.ts';
import { createTask } from './process.ts';
import { systemCall } from './syscalls.ts';

function setUp(text: string, design: DesignName | Design = '7.3') {
  const process = createProcess(typeof design === 'string' ? designOf(design) : design);
  process.script(text);
  return process;
}

const ACCESS = 'open > c\nioas_alloc c > io\nioas_map c ioas=io\naccess_create c ioas=io > acc';

describe('in the design', () => {
  test('external-no-ops an external access can pin nothing', () => {
    expect(setUp(ACCESS, 'external-no-ops').errno('pin c access=acc > p')).toBe('EOPNOTSUPP');
  });

  test.each<DesignName>(['6.17-rc6', 'v7', '7.3'])('%s an IOAS without a queue is unmapped', (name) => {
    expect(setUp(`${ACCESS}\npin c access=acc > p`, name).errno('ioas_unmap c ioas=io')).toBeNull();
  });

  test('late-mmap-count a mapping counts once', () => {
    const { script, users } = setUp(
      `${VIOMMU}\nviommu_alloc c dev=dev hwpt=hp data=1 > vm\nmmap c viommu=vm > m`,
      'late-mmap-count',
    );
    expect(users('vm')).toEqual([2]);
    script('munmap m');
    expect(users('vm')).toEqual([1]);
  });

  test('late-mmap-count an offset without a region is ENXIO', () => {
    expect(setUp('open > c', 'late-mmap-count').errno('mmap c off=0x1000 > m')).toBe('ENXIO');
  });

  test('destroy-counts an ID is destroyed or refused as in any other', () => {
    const { errno, alive } = setUp('open > c\nioas_alloc c > io', 'destroy-counts');
    expect(errno('destroy c 9')).toBe('ENOENT');
    expect(errno('destroy c io')).toBeNull();
    expect(alive()).not.toContain('ioas');
  });

  test('destroy-counts the call that is the last in the way of a destroyer puts what it took without a WARN', () => {
    const { k, labels } = setUp(QUEUE, 'destroy-counts');
    const thread = (line: string) =>
      createThread(createTask(k, 'thread', k.current), systemCall(k, opOf(line), labels));
    const [destroy, owner] = [thread('destroy c 8'), thread('destroy c q0')];
    while (advance(k, destroy)?.effect.do !== 'unlock') {}
    while (advance(k, owner)?.effect.do !== 'sleep') {}
    const steps: Step[] = [];
    for (let step = advance(k, destroy); step; step = advance(k, destroy)) steps.push(step);
    expect([destroy.result?.value.errno, logged(steps)]).toEqual(['EBUSY', []]);
  });

  test.each(['failslab 2 fault_alloc c > f fd', 'fail_usercopy fault_alloc c > f fd'])(
    'abort-late-fput %s puts what file there is once',
    (line) => {
      const { call, alive } = setUp('open > c', 'abort-late-fput');
      const before = alive();
      const { outcome, steps } = call(line);
      expect([outcome?.ret, alive()]).toEqual([-1, before]);
      const files = steps.flatMap(({ effect }) =>
        effect.do === 'count' && effect.count === 'count' && effect.ref?.role === 'fd' ? [effect.to] : [],
      );
      expect(files.filter((to) => to === 0)).toHaveLength(line.startsWith('fail_') ? 1 : 0);
    },
  );
});

test('an internal access that has ops is still not asked to let go', () => {
  const { call } = setUp(
    `${QUEUE}\nioas_map c ioas=io iova=0x2000000\naccess_create c ioas=io > acc\npin c access=acc iova=0x2000000 > p`,
    { ...designOf('7.3'), internalHasOps: true },
  );
  const { outcome, steps } = call('ioas_unmap c ioas=io iova=0x2000000');
  expect(outcome?.ret).toBe(0);
  const asked = steps.filter(({ effect }) => effect.do === 'call' && effect.what.includes('ops->unmap'));
  expect(asked).toHaveLength(1);
});

test('a vIOMMU that has lost its last user and is still in its slot is not mapped', () => {
  const { begin, k, call } = setUp(`${VIOMMU}\nviommu_alloc c dev=dev hwpt=hp data=1 > vm`);
  const thread = begin('destroy c vm');
  let users = 1;
  while (users > 0) {
    const step = advance(k, thread);
    if (!step) throw new Error('nobody destroys it');
    if (step.effect.do === 'count' && step.effect.count === 'users') users = step.effect.to;
  }
  const { outcome, steps } = call('mmap c viommu=vm > m');
  expect([outcome?.errno, logged(steps)]).toEqual(['ENXIO', []]);
});
