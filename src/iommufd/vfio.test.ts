import { describe, expect, test } from 'vitest';
import { logged } from '../machine/machine.fixture.ts';
import { designOf } from './custom_design.ts';
import { brokenLaws } from './laws.ts';
import { MAIN_DESIGNS } from './presets.ts';
import { createProcess, type Process, QUEUE, sweep } from './process.fixture.ts';

/** The canonical set-up of a VFIO device with a hardware queue, and what each operation leaves. */
const SETUP = [
  'open > c',
  'ioas_alloc c > io',
  'vfio_bind c > dev vfd',
  'hwpt_alloc c dev=dev pt=io nest_parent=1 > hp',
  'vfio_attach c vfio=vfd pt=hp',
  'viommu_alloc c dev=dev hwpt=hp > vi',
  'ioas_map c ioas=io',
  'hw_queue_alloc c viommu=vi > q0',
];

const setUp = (name: (typeof MAIN_DESIGNS)[number]): Process => {
  const process = createProcess(designOf(name));
  process.script(SETUP.join('\n'));
  return process;
};

const ACCESS_ID = { naive: 6, v6: 5, '7.3': 6 } as const;
const QUEUE_ID = { naive: 5, v6: 6, '7.3': 5 } as const;
const FILE = { naive: 4, v6: 3, '7.3': 3 } as const;

describe('setting up a VFIO device with a queue, one operation after the other', () => {
  test('counts as the specification has it', () => {
    const { script, users, fileCount } = createProcess(designOf('7.3'));
    const counts = (line: string | undefined, ...labels: string[]) => {
      script(line ?? '');
      return [fileCount(), ...users(...labels)];
    };
    expect(counts(SETUP[0])).toEqual([1]);
    expect(counts(SETUP[1], 'io')).toEqual([1, 1]);
    expect(counts(SETUP[2], 'io', 'dev')).toEqual([3, 1, 2]);
    expect(counts(SETUP[3], 'io', 'dev', 'hp')).toEqual([3, 2, 2, 1]);
    expect(counts(SETUP[4], 'io', 'dev', 'hp')).toEqual([3, 2, 3, 2]);
    expect(counts(SETUP[5], 'io', 'dev', 'hp', 'vi')).toEqual([3, 2, 3, 3, 1]);
    script(SETUP[6] ?? '');
    expect(counts(SETUP[7], 'io', 'dev', 'hp', 'vi', 'q0')).toEqual([3, 3, 3, 3, 2, 1]);
  });

  test('attached to the IOAS before there is a nest parent, the IOAS has one user more', () => {
    const { script, users, labels, object } = createProcess(designOf('7.3'));
    const order = [0, 1, 2].map((i) => SETUP[i]);
    script([...order, 'vfio_attach c vfio=vfd pt=io', SETUP[3], ...SETUP.slice(5)].join('\n'));
    expect(labels.get('hp')).toBe(4);
    expect(object(3)).toMatchObject({ kind: 'hwpt_paging', auto: true, users: 2 });
    expect(users('io', 'dev', 'hp', 'vi')).toEqual([4, 3, 2, 2]);
  });

  test('VFIO that attaches to another table moves, and the device has no user more for it', () => {
    const { script, users } = setUp('7.3');
    script('hwpt_alloc c dev=dev pt=io > other\nvfio_attach c vfio=vfd pt=other');
    expect(users('dev', 'hp', 'other')).toEqual([3, 2, 2]);
  });
});

describe.each(MAIN_DESIGNS)('the ledger of %s with a live queue', (name) => {
  test('is the one of the specification, every wait_cnt is 1', () => {
    const { users, fileCount, object, labels, k } = setUp(name);
    expect(fileCount()).toBe(FILE[name]);
    expect(users('io', 'dev', 'hp', 'vi', 'q0')).toEqual([3, 3, 3, 2, 1]);
    expect(labels.get('q0')).toBe(QUEUE_ID[name]);
    const access = object(ACCESS_ID[name]);
    expect(access).toMatchObject({ kind: 'access', users: 2, ops: false });
    expect(access.kind === 'access' && access.ictx !== 0).toBe(name === 'naive');
    for (const id of [1, 2, 3, 4, 5, 6]) expect(object(id).wait).toBe(1);
    const area = k.cells.find((cell) => cell.kind === 'area');
    expect(area).toMatchObject({ num_accesses: 1, num_locks: name === 'v6' ? 0 : 1 });
  });

  test('polite teardown frees everything, one count after the other', () => {
    const { script, users, fileCount, alive, k } = setUp(name);
    script('destroy c q0');
    expect([fileCount(), ...users('io', 'dev', 'hp', 'vi')]).toEqual([3, 2, 3, 3, 1]);
    script('destroy c vi');
    expect([fileCount(), ...users('io', 'dev', 'hp')]).toEqual([3, 2, 3, 2]);
    script('close vfd');
    expect([fileCount(), ...users('io', 'hp')]).toEqual([1, 2, 1]);
    script('destroy c hp');
    expect(users('io')).toEqual([1]);
    script('destroy c io\nclose c');
    expect(alive()).toEqual([]);
    expect(brokenLaws(k.cells, true)).toEqual([]);
  });

  test('teardown in the wrong order is refused with EBUSY and changes nothing', () => {
    const { errno, k } = setUp(name);
    const before = [...k.cells];
    const wrong = ['dev', 'vi', 'hp', 'io', String(ACCESS_ID[name])];
    for (const id of wrong) expect([id, errno(`destroy c ${id}`)]).toEqual([id, 'EBUSY']);
    // v6 refuses by asking every access; the others look at the area first. Either way nothing is unmapped.
    expect(errno('ioas_unmap c ioas=io')).toBe('EBUSY');
    expect(k.cells).toEqual(before);
  });

  test('closing the iommufd alone destroys nothing: VFIO still holds it', () => {
    const { call, script, fileCount, users } = setUp(name);
    const { steps } = call('close c');
    expect(fileCount()).toBe(FILE[name] - 1);
    expect(steps.filter(({ effect }) => effect.do === 'free')).toEqual([]);
    expect(users('io', 'dev', 'hp', 'vi', 'q0')).toEqual([3, 3, 3, 2, 1]);
    expect(() => script('destroy c q0')).toThrow('EBADF');
  });
});

describe('closing everything with a live queue', () => {
  const closed = (name: (typeof MAIN_DESIGNS)[number]) => {
    const process = setUp(name);
    process.script('close c');
    return { ...process, steps: process.call('close vfd').steps };
  };

  test('naive never releases: the access keeps the file at 1, silently, and only the device is gone', () => {
    const { steps, fileCount, users, alive, k } = closed('naive');
    expect(fileCount()).toBe(1);
    expect(sweep(steps, k)).toEqual([]);
    expect(logged(steps)).toEqual([]);
    expect(users('io', 'hp', 'vi', 'q0')).toEqual([3, 2, 2, 1]);
    expect(alive()).toEqual(['file', 'ctx', 'ioas', 'hwpt_paging', 'viommu', 'area', 'hw_queue', 'access']);
  });

  test('7.3 releases in four passes; the queue takes the access ahead of the cursor along', () => {
    const { steps, alive, k } = closed('7.3');
    expect(sweep(steps, k)).toEqual([
      ['ioas 1 stays', 'hwpt_paging 3 stays', 'viommu 4 stays', 'hw_queue 5 dies', 'access 6 goes along'],
      ['ioas 1 stays', 'hwpt_paging 3 stays', 'viommu 4 dies'],
      ['ioas 1 stays', 'hwpt_paging 3 dies'],
      ['ioas 1 dies'],
    ]);
    expect(alive()).toEqual([]);
  });

  test('v6 releases in four passes; the queue takes the access behind the cursor along', () => {
    const { steps, alive, k } = closed('v6');
    expect(sweep(steps, k)).toEqual([
      [
        'ioas 1 stays',
        'hwpt_paging 3 stays',
        'viommu 4 stays',
        'access 5 stays',
        'hw_queue 6 dies',
        'access 5 goes along',
      ],
      ['ioas 1 stays', 'hwpt_paging 3 stays', 'viommu 4 dies'],
      ['ioas 1 stays', 'hwpt_paging 3 dies'],
      ['ioas 1 dies'],
    ]);
    expect(alive()).toEqual([]);
  });

  test.each(MAIN_DESIGNS)('%s: the release waits for the return of close(vfd) to user space', (name) => {
    const { steps } = closed(name);
    const work = steps.filter(({ stack }) => stack.includes('iommufd_fops_release'));
    expect(work.length > 0).toBe(name !== 'naive');
    for (const { stack } of work) expect(stack.slice(0, 2)).toEqual(['task_work_run', '__fput']);
  });

  test.each(MAIN_DESIGNS)('%s: the device first and the iommufd last ends the same', (name) => {
    const { script, alive } = setUp(name);
    script('close vfd\nclose c');
    expect(alive().length === 0).toBe(name !== 'naive');
  });

  test.each(MAIN_DESIGNS)('%s: a process that is killed ends the same as one that closes', (name) => {
    const { call, alive, fileCount } = setUp(name);
    const { outcome } = call('exit');
    expect(outcome).toMatchObject({ ret: null, errno: null });
    expect(alive()).toEqual(closed(name).alive());
    expect(fileCount()).toBe(name === 'naive' ? 1 : 0);
  });

  test('a mock device holds no file: naive leaks it too, the others release inside close', () => {
    for (const name of MAIN_DESIGNS) {
      const process = createProcess(designOf(name));
      process.script(QUEUE);
      expect(process.fileCount()).toBe(name === 'naive' ? 2 : 1);
      const { steps } = process.call('close c');
      expect(process.alive().includes('device')).toBe(name === 'naive');
      if (name === '7.3')
        expect(sweep(steps, process.k)).toEqual([
          [
            'ioas 1 stays',
            'selftest 2 dies',
            'hwpt_paging 4 goes along',
            'device 3 goes along',
            'hwpt_paging 5 stays',
            'viommu 6 stays',
            'hw_queue 7 dies',
            'access 8 goes along',
          ],
          ['ioas 1 stays', 'hwpt_paging 5 stays', 'viommu 6 dies'],
          ['ioas 1 stays', 'hwpt_paging 5 dies'],
          ['ioas 1 dies'],
        ]);
    }
  });
});

test('destroying the queue of 7.3 is these counts in this order', () => {
  const { call, k } = setUp('7.3');
  const moved = call('destroy c q0').steps.flatMap(({ effect }) => {
    if (effect.do !== 'count') return [];
    const cell = k.cells[effect.of];
    return [`${cell?.kind} ${effect.count} ${effect.from} → ${effect.to}`];
  });
  expect(moved).toEqual([
    'hw_queue users 1 → 0',
    'hw_queue wait 1 → 0',
    'area num_locks 1 → 0',
    'area num_accesses 1 → 0',
    'ioas users 3 → 2',
    'access wait 1 → 0',
    'access users 2 → 1',
    'access users 1 → 0',
    'viommu users 2 → 1',
  ]);
});

test('the queue is stopped before anything it reads goes away', () => {
  const { call } = setUp('7.3');
  const { steps } = call('destroy c q0');
  const stopped = steps.findIndex(
    ({ effect }) => effect.do === 'call' && effect.what.startsWith('is stopped'),
  );
  const unpinned = steps.findIndex(({ effect }) => effect.do === 'count' && effect.count === 'num_accesses');
  expect(stopped).toBeGreaterThan(0);
  expect(stopped).toBeLessThan(unpinned);
});

describe('a VFIO device that is bound', () => {
  const DEVICE = 'open > c\nioas_alloc c > io\nvfio_bind c > dev vfd';
  const bound = () => {
    const process = createProcess(designOf('7.3'));
    process.script(DEVICE);
    return process;
  };

  test('is not bound again, in no context, and nothing changes', () => {
    const { script, errno, k } = bound();
    script('open > c2\ndup vfd > vfd2');
    const before = [...k.cells];
    for (const line of ['vfio_bind c vfio=vfd', 'vfio_bind c2 vfio=vfd', 'vfio_bind c vfio=vfd2'])
      expect(errno(line)).toBe('EINVAL');
    expect(k.cells).toEqual(before);
    expect(errno('vfio_bind c vfio=c')).toBe('ENOTTY');
    script('close vfd\nclose vfd2');
    expect(errno('vfio_bind c vfio=vfd')).toBe('EBADF');
  });

  test('is bound to another context after its close', () => {
    const { script, fileCount } = bound();
    script('vfio_attach c vfio=vfd pt=io\nopen > e\nclose vfd\nvfio_bind e > dev2 vfd2');
    expect([fileCount(1), fileCount(2)]).toEqual([1, 3]);
  });

  test('detaches: the attachment goes, with it the automatic table, and the device stays bound', () => {
    const { script, users, fileCount, k } = bound();
    script('vfio_attach c vfio=vfd pt=io');
    expect(users('dev', 'io')).toEqual([3, 2]);
    script('vfio_detach c vfio=vfd');
    expect([fileCount(), ...users('dev', 'io')]).toEqual([3, 2, 1]);
    script('vfio_attach c vfio=vfd pt=io\nvfio_detach c vfio=vfd\nclose vfd\nclose c');
    expect(k.cells.filter(({ kind, freed }) => kind === 'device' && !freed)).toEqual([]);
  });

  test('detaches from a table made by hand, which stays', () => {
    const { script, users } = bound();
    script('hwpt_alloc c dev=dev pt=io > hp\nvfio_attach c vfio=vfd pt=hp\nvfio_detach c vfio=vfd');
    expect(users('dev', 'hp')).toEqual([2, 1]);
  });

  test('and attached to nothing detaches without effect', () => {
    const { call, errno, k } = bound();
    const before = [...k.cells];
    const { outcome, steps } = call('vfio_detach c vfio=vfd');
    expect(outcome?.ret).toBe(0);
    expect(steps.filter(({ effect }) => effect.do === 'set')).toEqual([]);
    expect(k.cells).toEqual(before);
    expect(errno('vfio_detach c vfio=c')).toBe('ENOTTY');
  });
});
