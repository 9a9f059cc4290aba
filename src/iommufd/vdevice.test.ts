import { describe, expect, test } from 'vitest';
import { RESERVED, type Step } from '../machine/index.ts';
import { logged } from '../machine/machine.fixture.ts';
import { advance, createThread, type Thread } from '../machine/thread.ts';
import { slept } from './core.fixture.ts';
import { type DesignName, designOf } from './custom_design.ts';
import { brokenLaws } from './laws.ts';
import { createProcess, opOf, sweep, VIOMMU } from './process.fixture.ts';
import { createTask } from './process.ts';
import { systemCall } from './syscalls.ts';

const VDEVICE = `${VIOMMU}\nvdevice_alloc c viommu=vi dev=dev > vd`;

function setUp(text = VDEVICE, design: DesignName = '7.3') {
  const process = createProcess(designOf(design));
  process.script(text);
  return process;
}

describe('a vDEVICE', () => {
  test('keeps the short-term reference of its look-up on the device for life, and a user on the vIOMMU', () => {
    const { object, users, script } = setUp();
    expect([...users('dev', 'vi'), object('dev').wait]).toEqual([4, 2, 2]);
    script('destroy c vd');
    expect([...users('dev', 'vi'), object('dev').wait]).toEqual([3, 1, 1]);
  });

  test('that does not count its device gives the reference of its look-up back, and no step speaks of one', () => {
    const { object, users, script, call } = setUp(VIOMMU, 'vdevice-uncounted');
    const { steps } = call('vdevice_alloc c viommu=vi dev=dev > vd');
    expect(steps.filter(({ effect }) => effect.do === 'uncounted')).toEqual([]);
    expect([...users('dev', 'vi'), object('dev').wait]).toEqual([3, 2, 1]);
    script('destroy c vd');
    expect([...users('dev', 'vi'), object('dev').wait]).toEqual([3, 1, 1]);
  });

  test('does not keep its device from being unbound: the unbinding revokes it, at once and without a WARN', () => {
    const { call, at, users } = setUp();
    const { outcome, steps } = call('destroy c sd');
    expect([outcome?.ret, logged(steps), slept(steps)]).toEqual([0, [], []]);
    expect(at(7)).toBe(RESERVED);
    expect(users('vi')).toEqual([1]);
  });

  test('revoked leaves a tombstone: its ID is ENOENT to destroy and nobody gets it again', () => {
    const { script, errno, labels } = setUp();
    script('destroy c sd');
    expect(errno('destroy c vd')).toBe('ENOENT');
    script('ioas_alloc c > a\nioas_alloc c > b\nioas_alloc c > d\nioas_alloc c > e');
    expect(['a', 'b', 'd', 'e'].map((label) => labels.get(label))).toEqual([2, 3, 4, 8]);
  });

  test('destroyed by hand leaves its ID free', () => {
    const { script, labels } = setUp();
    script('destroy c vd\nioas_alloc c > a');
    expect(labels.get('a')).toBe(7);
  });

  test('costs the release one pass more, over nothing but its tombstone', () => {
    const { call, k, alive } = setUp();
    const { steps } = call('close c');
    expect(logged(steps)).toEqual([]);
    expect(sweep(steps, k)).toEqual([
      [
        'ioas 1 stays',
        'selftest 2 dies',
        'hwpt_paging 4 goes along',
        'vdevice 7 goes along',
        'device 3 goes along',
        'hwpt_paging 5 stays',
        'viommu 6 dies',
      ],
      ['ioas 1 stays', 'hwpt_paging 5 dies'],
      ['ioas 1 dies'],
      [],
    ]);
    expect(alive()).toEqual([]);
  });
});

describe('an unbinding while somebody else destroys the vDEVICE', () => {
  /** Two threads: one destroys the vDEVICE as far as `until` says, then the other unbinds the device. */
  function race(until: (step: Step) => boolean, meanwhile?: string) {
    const process = setUp();
    const { k, labels } = process;
    const leader = k.current;
    const one = createThread(leader, systemCall(k, opOf('destroy c vd'), labels));
    const other = createThread(createTask(k, 'thread', leader), systemCall(k, opOf('destroy c sd'), labels));
    const steps: Step[] = [];
    const go = (thread: Thread<unknown>, stop: (step: Step) => boolean) => {
      for (let step = advance(k, thread); step; step = advance(k, thread)) {
        steps.push(step);
        if (stop(step)) return;
      }
    };
    go(one, until);
    if (meanwhile) process.script(meanwhile);
    go(other, () => other.waiting !== undefined);
    const waited = other.waiting;
    go(one, () => false);
    go(other, () => false);
    k.current = leader;
    return { ...process, one, other, waited, steps };
  }

  test('that has taken it out of the xarray is waited for, without a tombstone and without a WARN', () => {
    const { one, other, waited, steps, at, k, alive, call } = race(
      ({ effect }) => effect.do === 'count' && effect.count === 'wait',
    );
    expect([one, other].map(({ result }) => result?.value)).toMatchObject([{ ret: 0 }, { ret: 0 }]);
    expect(waited).toBe('sleep');
    expect(logged(steps)).toEqual([]);
    expect(at(7)).toBe(0);
    expect(brokenLaws(k.cells, true)).toEqual([]);
    call('close c');
    expect(alive()).toEqual([]);
  });

  test('whose ID somebody else has by now is waited for all the same, and that somebody is left alone', () => {
    const { one, other, steps, object } = race(
      ({ effect }) => effect.do === 'count' && effect.count === 'wait',
      'ioas_alloc c > seventh',
    );
    expect([one, other].map(({ result }) => result?.value)).toMatchObject([{ ret: 0 }, { ret: 0 }]);
    expect(logged(steps)).toEqual([]);
    expect(object('seventh')).toMatchObject({ kind: 'ioas', id: 7, users: 1, wait: 1 });
  });

  test('that has not got so far finds it gone', () => {
    const { one, other, steps, at } = race(({ effect }) => effect.do === 'call' || effect.do === 'lock');
    // The destroyer stands in the xa_lock: the unbinding waits for that, and then finds nothing to revoke.
    expect([one, other].map(({ result }) => result?.value)).toMatchObject([{ ret: 0 }, { ret: 0 }]);
    expect(logged(steps)).toEqual([]);
    expect(at(7)).toBe(0);
  });

  test('marks the device: while the unbinding sleeps no new vDEVICE can have it', () => {
    const { k, begin, script, errno } = setUp(VIOMMU);
    script('hold c dev slot=0');
    const thread = begin('destroy c sd');
    const { task } = thread;
    while (thread.waiting !== 'sleep') advance(k, thread);
    k.current = createTask(k, 'thread', task);
    expect(errno('vdevice_alloc c viommu=vi dev=dev > vd')).toBe('ENOENT');
    script('unhold slot=0');
    while (advance(k, thread));
    expect(thread.result?.value).toMatchObject({ ret: 0 });
  });
});

describe('refused is', () => {
  const SECOND = 'mock_domain c pt=io > sd2 dev2 hw2';
  test.each([
    ['a vDEVICE of no vIOMMU', VIOMMU, 'vdevice_alloc c viommu=99 dev=dev > v', 'ENOENT'],
    ['a vDEVICE of no device', VIOMMU, 'vdevice_alloc c viommu=vi dev=99 > v', 'ENOENT'],
    ['a second vDEVICE of a device', VDEVICE, 'vdevice_alloc c viommu=vi dev=dev virt=5 > v', 'EEXIST'],
    ['a virtual ID in use', `${VDEVICE}\n${SECOND}`, 'vdevice_alloc c viommu=vi dev=dev2 > v', 'EEXIST'],
    ['an event queue of no vIOMMU', VIOMMU, 'veventq_alloc c viommu=99 > e f', 'ENOENT'],
    [
      'a second event queue',
      `${VIOMMU}\nveventq_alloc c viommu=vi > e f`,
      'veventq_alloc c viommu=vi > g h',
      'EEXIST',
    ],
    ['to destroy an open event queue', `${VIOMMU}\nveventq_alloc c viommu=vi > e f`, 'destroy c e', 'EBUSY'],
    ['to destroy an open fault queue', `${VIOMMU}\nfault_alloc c > e f`, 'destroy c e', 'EBUSY'],
    [
      'to destroy a fault queue that a table names',
      `${VIOMMU}\nfault_alloc c > e f\nhwpt_alloc c dev=dev pt=io fault=e > h\nclose f`,
      'destroy c e',
      'EBUSY',
    ],
    ['to map a vIOMMU without a region', VIOMMU, 'mmap c viommu=vi > m', 'ENXIO'],
    ['to map what is no vIOMMU', VIOMMU, 'mmap c viommu=io > m', 'ENXIO'],
    [
      'to destroy a mapped vIOMMU',
      `${VIOMMU}\nviommu_alloc c dev=dev hwpt=hp data=1 > v\nmmap c viommu=v > m`,
      'destroy c v',
      'EBUSY',
    ],
    ['to unmap nothing', VIOMMU, 'munmap nothing', 'EINVAL'],
    ['a PASID of a device without', VIOMMU, 'pasid_attach c stdev=sd pasid=5 pt=io > p', 'EINVAL'],
    ['a short-term reference on nothing', VIOMMU, 'hold c 99 slot=0', 'ENOENT'],
    ['to let go of a slot that holds nothing', VIOMMU, 'unhold slot=3', 'EINVAL'],
    ['the VFIO IOAS where none is set', VIOMMU, 'vfio_ioas c op=0 > g', 'ENODEV'],
    ['to set what is no IOAS', VIOMMU, 'vfio_ioas c op=1 ioas=hp', 'ENOENT'],
    ['an unknown VFIO operation', VIOMMU, 'vfio_ioas c op=7', 'EOPNOTSUPP'],
    ['a pin through what is no access', VIOMMU, 'pin c access=c > p', 'EBADFD'],
  ])('%s', (_, setup, line, errno) => {
    const process = setUp(setup);
    const before = process.k.cells.filter((cell) => !cell.freed);
    expect(process.errno(line)).toBe(errno);
    expect(process.k.cells.filter((cell) => !cell.freed)).toEqual(before);
  });
});

describe('an external access', () => {
  const ACCESS = 'open > c\nioas_alloc c > io\nioas_map c ioas=io\naccess_create c ioas=io > acc';

  test.each([
    ['pin c access=acc iova=0x5000000 > p', 'ENOENT'],
    ['unpin c access=acc item=7', 'ENOENT'],
    ['access_rw c access=acc iova=0x5000000', 'ENOENT'],
    ['access_replace c access=acc ioas=99', 'ENOENT'],
  ])('%s is %s', (line, errno) => {
    expect(setUp(ACCESS).errno(line)).toBe(errno);
  });

  test('lets go of what is unmapped under it, unlike a queue', () => {
    const { script, k } = setUp(`${ACCESS}\npin c access=acc > p`);
    const area = () => k.cells.find((cell) => cell.kind === 'area');
    expect(area()).toMatchObject({ num_accesses: 1, num_locks: 0 });
    script('ioas_unmap c ioas=io');
    expect(area()).toMatchObject({ freed: true, num_accesses: 0 });
  });

  test('moves to another IOAS, and its user with it', () => {
    const { script, users } = setUp(`${ACCESS}\nioas_alloc c > io2`);
    expect(users('io', 'io2')).toEqual([2, 1]);
    script('access_replace c access=acc ioas=io2');
    expect(users('io', 'io2')).toEqual([1, 2]);
  });
});
