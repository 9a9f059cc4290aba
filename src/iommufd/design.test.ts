import { describe, expect, test } from 'vitest';
import { type File, read, type Step, write } from '../machine/index.ts';
import { logged } from '../machine/machine.fixture.ts';
import { accessCreate } from './access.ts';
import { designOf } from './custom_design.ts';
import type { Design } from './design.ts';
import type { Ctx } from './objects.ts';
import { DESIGN_NAMES } from './presets.ts';
import { createProcess, QUEUE } from './process.fixture.ts';
import { objectDestroyUser } from './remove.ts';

const NULL_DEREFERENCE = 'BUG: kernel NULL pointer dereference, address: 0000000000000000';
const ACCESS = 'open > c\nioas_alloc c > io\naccess_create c ioas=io > acc';

const merged = designOf('7.3');

/** Everything a scenario shows: outcomes, micro-steps, and what is left. */
function shown(design: Design, lines: readonly string[]) {
  const { call, alive, fileCount } = createProcess(design);
  const calls = lines.map((line) => call(line));
  return { calls, alive: alive(), file: fileCount() };
}

const lines = (text: string) => text.split('\n');

describe('every switch changes some run', () => {
  const QUEUE_CLOSED = lines(`${QUEUE}\nclose c`);
  const UNMAPPED = lines(`${QUEUE}\nioas_unmap c ioas=io`);
  const OTHER_RANGE = lines(`${QUEUE}
ioas_map c ioas=io iova=0x1002000
access_create c ioas=io > acc
pin c access=acc iova=0x1002000 > p
ioas_unmap c ioas=io iova=0x1002000`);
  const VDEVICE = lines(`${QUEUE}\nvdevice_alloc c viommu=vi dev=dev > vd`);
  const FAILED_HWPT = lines(`${QUEUE}\nfail_usercopy hwpt_alloc c dev=dev pt=io`);
  const FAILED_ATTACH = lines('open > c\nioas_alloc c > io\nfailslab 6 mock_domain c pt=io');
  const MAPPED = lines(`${QUEUE}\nviommu_alloc c dev=dev hwpt=hp data=1 > vm\nmmap c viommu=vm > m`);
  const HELD = lines('open > c\nvfio_bind c > dev vfd\nhold c dev slot=0\nclose vfd');
  const tried = new Set<string>();
  test.each<[keyof Design, Design, Partial<Design>, readonly string[]]>([
    ['internalHoldsFile', merged, { internalHoldsFile: true }, QUEUE_CLOSED],
    ['internalIs', { ...merged, internalHasOps: true }, { internalIs: 'ops == NULL' }, QUEUE_CLOSED],
    ['internalHasOps', { ...merged, internalIs: 'ops == NULL' }, { internalHasOps: true }, QUEUE_CLOSED],
    ['unmapRefusedBy', merged, { unmapRefusedBy: 'notification' }, UNMAPPED],
    ['unmapRefusedBy', merged, { unmapRefusedBy: 'nothing' }, UNMAPPED],
    ['unmapRefusedBy', merged, { unmapRefusedBy: 'any internal access' }, OTHER_RANGE],
    ['allocatedFirst', merged, { allocatedFirst: 'access' }, lines(QUEUE)],
    ['internalIctx', merged, { internalIctx: 'ictx' }, QUEUE_CLOSED],
    ['internalIctx', merged, { internalIctx: 'uninitialised' }, QUEUE_CLOSED],
    [
      'externalHasOps',
      { ...merged, internalIs: 'ops == NULL' },
      { externalHasOps: false },
      lines(`${ACCESS}\nclose acc`),
    ],
    ['queueDestroys', merged, { queueDestroys: 'itself' }, lines(`${QUEUE}\ndestroy c q0`)],
    ['notifyLocksInternal', merged, { notifyLocksInternal: true }, OTHER_RANGE],
    ['vdeviceHoldsDevice', merged, { vdeviceHoldsDevice: false }, VDEVICE],
    ['vdeviceHoldsDevice', merged, { vdeviceHoldsDevice: 'struct device' }, VDEVICE],
    ['abortOps', merged, { abortOps: false }, FAILED_HWPT],
    ['abortPutsFile', merged, { abortPutsFile: 'deferred' }, lines('open > c\nfail_usercopy fault_alloc c')],
    ['abortOfUsed', { ...merged, unattachPuts: false }, { abortOfUsed: 'frees' }, FAILED_ATTACH],
    ['unattachPuts', merged, { unattachPuts: false }, FAILED_ATTACH],
    ['mmapCounts', merged, { mmapCounts: 'at the end' }, MAPPED],
    [
      'destroyTakesUser',
      merged,
      { destroyTakesUser: true },
      lines('open > c\nioas_alloc c > io\ndestroy c io'),
    ],
    ['destroyTimeout', merged, { destroyTimeout: 10_000 }, HELD],
    ['putWakes', merged, { putWakes: true }, HELD],
  ])('%s', (name, base, change, text) => {
    expect(Object.keys(change)).toEqual([name]);
    tried.add(name);
    expect(shown({ ...base, ...change }, text)).not.toEqual(shown(base, text));
  });

  test('and each is tried', () => {
    expect(Object.keys(merged).filter((name) => !tried.has(name))).toEqual([]);
  });

  test('no two presets are the same design', () => {
    const designs = DESIGN_NAMES.map((name) => JSON.stringify(designOf(name)));
    expect(new Set(designs).size).toBe(designs.length);
  });

  test('how an access is told to be internal makes no difference as long as internal means no ops', () => {
    const text = lines(`${QUEUE}\nioas_unmap c ioas=io\ndestroy c q0\nclose c`);
    expect(shown(designOf('ops-test'), text)).toEqual(shown(merged, text));
  });
});

/** What a teardown of the queue did to the file: the counts it went through, and what the kernel printed. */
function teardown(name: Parameters<typeof designOf>[0], text: string, last: string) {
  const { script, call, k, ictx, alive } = createProcess(designOf(name));
  script(text);
  const { file } = k.cells[ictx()] as unknown as { file: number };
  const { steps } = call(last);
  const counts = steps.flatMap(({ effect }) =>
    effect.do === 'count' && effect.of === file ? [`${effect.from} → ${effect.to}`] : [],
  );
  return { counts, log: logged(steps), alive: alive(), steps };
}

const dying = (steps: readonly Step[]) => steps.find(({ effect }) => effect.do === 'oops')?.stack;

describe('who gives the context file back', () => {
  const WITH_TEST = ['7.3', 'v6', 'v6-queue-first', 'ops-test'] as const;

  test.each(DESIGN_NAMES.filter((name) => name !== 'external-no-ops'))(
    'T1, %s: an external access, once',
    (name) => {
      const { counts, log } = teardown(name, ACCESS, 'close acc');
      expect([counts, log]).toEqual([['2 → 1'], []]);
    },
  );

  test.each(WITH_TEST)('T2, %s: an internal access does not', (name) => {
    expect(teardown(name, QUEUE, 'destroy c q0')).toMatchObject({ counts: [], log: [] });
    expect(teardown(name, QUEUE, 'close c')).toMatchObject({ counts: ['1 → 0'], log: [], alive: [] });
  });

  test('T3, told by ops: an internal access that has ops puts NULL, on DESTROY and inside the release', () => {
    const polite = teardown('v6-queue-first+ops', QUEUE, 'destroy c q0');
    const abrupt = teardown('v6-queue-first+ops', QUEUE, 'close c');
    for (const { log, steps } of [polite, abrupt]) {
      expect(log).toEqual([NULL_DEREFERENCE]);
      expect(dying(steps)?.slice(-2)).toEqual(['iommufd_access_destroy_object', 'iommufd_ctx_put']);
    }
    expect(dying(polite.steps)?.[0]).toBe('iommufd_fops_ioctl');
    expect(dying(abrupt.steps)?.slice(0, 3)).toEqual(['__x64_sys_close', 'fput_close_sync', '__fput']);
  });

  test('T3, told by ictx: ops make no difference to the put', () => {
    expect(teardown('internal-ops', QUEUE, 'destroy c q0')).toMatchObject({ counts: [], log: [] });
    expect(teardown('internal-ops', QUEUE, 'close c')).toMatchObject({ log: [], alive: [] });
  });

  test.each([
    ['ops-test', [] as string[], 2],
    ['7.3', ['2 → 1'], 1],
  ] as const)('T4, %s: an external access without ops', (name, counts, left) => {
    const { script, ictx, at, run, k, fileCount } = createProcess(designOf(name));
    script('open > c');
    const owned = { role: 'file->access', by: ictx() };
    run(accessCreate(k, ictx(), true, owned));
    const access = at(1);
    write(k, access, { ops: false });
    const { steps } = run(objectDestroyUser(k, ictx(), access, owned));
    expect(fileCount()).toBe(left);
    const moved = steps.flatMap(({ effect }) =>
      effect.do === 'count' && effect.count === 'count' ? [`${effect.from} → ${effect.to}`] : [],
    );
    expect(moved).toEqual(counts);
  });

  test('T5: an ictx that is stored and not counted is put once too often, told by ictx', () => {
    const polite = createProcess(merged);
    polite.script(QUEUE);
    write(polite.k, polite.at(8), { ictx: polite.ictx() });
    const { steps } = polite.call('destroy c q0');
    expect(logged(steps)).toEqual([]);
    const early = steps.find(({ stack }) => stack.includes('iommufd_fops_release'));
    expect(early?.stack[0]).toBe('task_work_run');
    expect(polite.k.cells[polite.ictx()]?.freed).toBe(true);
    const later = polite.call('close c').steps;
    expect(later.some(({ touched }) => touched.length > 0)).toBe(true);
    expect(logged(later)).toEqual(['imbalanced put on file reference count']);
  });

  test('T5 at an abrupt close: a put on the dead file, no second release, and everything freed', () => {
    const { script, k, at, ictx, call, alive } = createProcess(merged);
    script(QUEUE);
    write(k, at(8), { ictx: ictx() });
    const { steps } = call('close c');
    expect(logged(steps)).toEqual(['imbalanced put on file reference count']);
    expect(steps.filter(({ effect }) => effect.do === 'free' && effect.what === 'struct file')).toHaveLength(
      1,
    );
    expect(alive()).toEqual([]);
  });

  test('T5, told by ops: nobody notices', () => {
    const { script, k, at, ictx, call, alive } = createProcess(designOf('ops-test'));
    script(QUEUE);
    write(k, at(8), { ictx: ictx() });
    expect(logged(call('close c').steps)).toEqual([]);
    expect(alive()).toEqual([]);
  });

  test('T6, naive: the queue’s DESTROY gives it back, a close cannot', () => {
    expect(teardown('naive', QUEUE, 'destroy c q0')).toMatchObject({ counts: ['2 → 1'], log: [] });
    const { counts, log, alive } = teardown('naive', QUEUE, 'close c');
    expect([counts, log]).toEqual([['2 → 1'], []]);
    expect(alive).toContain('hw_queue');
  });
});

describe('unmapping what a queue has pinned', () => {
  const unmap = (name: Parameters<typeof designOf>[0]) => {
    const { script, call, k } = createProcess(designOf(name));
    script(QUEUE);
    const { outcome, steps } = call('ioas_unmap c ioas=io');
    const area = k.cells.find((cell) => cell.kind === 'area');
    const asked = steps.filter(
      ({ effect }) => effect.do === 'lock' && effect.lock === 'xa_lock of the access_list',
    ).length;
    return { errno: outcome?.errno, asked, log: logged(steps), area };
  };

  test('num_locks: the area refuses, and nobody is asked', () => {
    expect(unmap('7.3')).toMatchObject({
      errno: 'EBUSY',
      asked: 0,
      log: [],
      area: { preventAccess: false },
    });
  });

  test('notification: the access without ops refuses, and the area takes new pins again', () => {
    expect(unmap('v6')).toMatchObject({
      errno: 'EBUSY',
      asked: 1,
      log: [],
      area: { preventAccess: false },
    });
  });

  test('nothing: asked a hundred times and once more the access never lets go, and the kernel gives up with a WARN', () => {
    const { errno, asked, log, area } = unmap('no-area-lock');
    expect([errno, asked]).toEqual(['EDEADLK', 101]);
    expect(log).toEqual(['WARNING: io_pagetable.c:802 at iopt_unmap_iova_range']);
    expect(area).toMatchObject({ freed: false, preventAccess: true, num_accesses: 1 });
  });

  test('an area that is on its way out takes no new pin: EINVAL', () => {
    const { script, errno } = createProcess(designOf('no-area-lock'));
    script(QUEUE);
    expect(errno('ioas_unmap c ioas=io')).toBe('EDEADLK');
    expect(errno('hw_queue_alloc c viommu=vi index=1 > q1')).toBe('EINVAL');
  });
});

test('a context whose file somebody else holds is released with the last of them', () => {
  const { script, k, ictx, fileCount, alive } = createProcess(merged);
  script(ACCESS);
  script('close c');
  expect(fileCount()).toBe(1);
  expect((read(k, (k.cells[ictx()] as Ctx).file) as File).freed).toBe(false);
  script('close acc');
  expect(alive()).toEqual([]);
});
