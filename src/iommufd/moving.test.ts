import { describe, expect, test } from 'vitest';
import { logged } from '../machine/machine.fixture.ts';
import { advance, createThread } from '../machine/thread.ts';
import { type DesignName, designOf } from './custom_design.ts';
import { createProcess, opOf, QUEUE, VIOMMU } from './process.fixture.ts';
import { createTask } from './process.ts';
import { systemCall } from './syscalls.ts';

function setUp(text: string, design: DesignName = '7.3') {
  const process = createProcess(designOf(design));
  process.script(text);
  return process;
}

const TWO_SPACES = `open > c
ioas_alloc c > io
ioas_alloc c > io2
ioas_map c ioas=io
ioas_map c ioas=io2
access_create c ioas=io > acc`;

describe('an access on its way from one IOAS to another is attached to none', () => {
  test.each(['pin c access=acc > p', 'access_rw c access=acc', 'access_replace c access=acc ioas=io'])(
    '%s is ENOENT, and the move goes on',
    (line) => {
      const { k, labels, errno, users } = setUp(TWO_SPACES);
      const leader = k.current;
      const move = systemCall(
        k,
        { ...opOf('access_replace c access=acc ioas=io2'), background: true },
        labels,
      );
      const thread = createThread(createTask(k, 'thread', leader), move);
      let asked = false;
      while (!asked) {
        const step = advance(k, thread);
        if (!step) throw new Error('the driver is never asked to let go');
        asked = step.effect.do === 'call' && step.effect.what.includes('ops->unmap');
      }
      k.current = leader;
      expect(errno(line)).toBe('ENOENT');
      while (advance(k, thread)) {}
      expect(thread.result?.value.ret).toBe(0);
      expect(users('io', 'io2')).toEqual([1, 2]);
    },
  );
});

describe('an access that was not created for pinning has nothing to let go of, so nobody asks', () => {
  const RANGE = 'open > c\nioas_alloc c > io\nioas_alloc c > io2\nioas_map c ioas=io\nioas_map c ioas=io2';
  test.each(['access_replace c access=acc ioas=io2', 'close acc', 'ioas_unmap c ioas=io'])('%s', (line) => {
    const able = 'access_create c ioas=io > able\npin c access=able > p';
    const { call } = setUp(`${RANGE}\naccess_create c ioas=io pin=0 > acc\n${able}`);
    const { outcome, steps } = call(line);
    expect(outcome?.ret).toBe(0);
    const asked = steps.filter(({ effect }) => effect.do === 'call' && effect.what.includes('ops->unmap'));
    expect(asked).toHaveLength(line.startsWith('ioas_unmap') ? 1 : 0);
  });
});

test('an access leaves its IOAS for pinning first and for unpinning last, and has none to leave where it never had one', () => {
  const pointers = (text: string, line: string) =>
    setUp(text)
      .call(line)
      .steps.flatMap(({ effect }) =>
        effect.do === 'set' && effect.field.startsWith('ioas') ? [effect.field] : [],
      );
  expect(pointers(TWO_SPACES, 'close acc')).toEqual(['ioas', 'ioas_unpin']);
  expect(pointers(TWO_SPACES, 'access_replace c access=acc ioas=io2')).toEqual([
    'ioas',
    'ioas and ioas_unpin',
  ]);
  expect(pointers('open > c', 'access_create c ioas=9 > acc')).toEqual([]);
});

test('an area that is on its way out is neither read nor pinned: EINVAL, whatever comes after it', () => {
  const { errno } = setUp(QUEUE, 'no-area-lock');
  expect(errno('access_create c ioas=io > acc')).toBeNull();
  expect(errno('ioas_unmap c ioas=io')).toBe('EDEADLK');
  for (const line of ['access_rw c access=acc', 'pin c access=acc > p']) {
    expect(errno(line)).toBe('EINVAL');
    expect(errno(line.replace('=acc', '=acc len=0x2000'))).toBe('EINVAL');
  }
});

test('a queue pins the pages that its bytes touch, wherever in the first it begins', () => {
  const { script, k } = setUp(VIOMMU);
  script('hw_queue_alloc c viommu=vi iova=0x1000800 len=0x800 > q');
  expect(k.cells.find(({ kind }) => kind === 'area')).toMatchObject({ num_accesses: 1, num_locks: 1 });
});

describe('the IOAS of the VFIO compatibility', () => {
  const SET = 'open > c\nioas_alloc c > io\nvfio_ioas c op=1 ioas=io';
  const GET = 'vfio_ioas c op=0 > g';

  test('is the one that was set', () => {
    const { script, labels } = setUp(SET);
    script(GET);
    expect(labels.get('g')).toBe(1);
  });

  test.each(['vfio_ioas c op=2', 'destroy c io'])('is none after %s', (line) => {
    const { script, call } = setUp(SET);
    script(line);
    const { outcome, steps } = call(GET);
    expect(outcome?.errno).toBe('ENODEV');
    expect(steps.filter(({ touched }) => touched.length > 0)).toEqual([]);
  });

  test('stays when another IOAS is destroyed', () => {
    const { script, errno } = setUp(SET);
    script('ioas_alloc c > other\ndestroy c other');
    expect(errno(GET)).toBeNull();
  });
});

describe('a refused table', () => {
  test.each([
    ['hwpt_alloc c dev=dev pt=vi > n', 'EOPNOTSUPP', 'kernel-managed, on a vIOMMU'],
    ['hwpt_alloc c dev=dev pt=vi nested=1 nest_parent=1 > n', 'EOPNOTSUPP', 'a parent, on a vIOMMU'],
    ['hwpt_alloc c dev=dev pt=hp nested=1 fault=99 > n', 'ENOENT', 'with a fault queue that is not there'],
    ['hwpt_alloc c dev=dev pt=hp nested=1 fault=io > n', 'ENOENT', 'with one that is something else'],
  ])('%s is %s: %s', (line, errno) => {
    const process = setUp(VIOMMU);
    const before = process.alive();
    expect(process.errno(line)).toBe(errno);
    expect(process.alive()).toEqual(before);
  });
});

test('an attach that is refused is no attach: VFIO tries again, and does not move what is nowhere', () => {
  const { script, errno, users } = setUp(`${VIOMMU}\nvfio_bind c > idev vfd`);
  expect(errno('vfio_attach c vfio=vfd pt=99')).toBe('ENOENT');
  script('vfio_attach c vfio=vfd pt=hp\nvfio_attach c vfio=vfd pt=io\nclose vfd');
  expect(users('hp', 'io')).toEqual([2, 3]);
});

test('of two mappings the one that is named goes', () => {
  const region = 'viommu_alloc c dev=dev hwpt=hp data=1';
  const { call, k, labels } = setUp(`${VIOMMU}\n${region} > a\n${region} > b`);
  for (const [viommu, label] of [
    ['a', 'm'],
    ['b', 'm2'],
  ] as const)
    labels.set(label, call(`mmap c viommu=${viommu} > ${label}`).outcome?.labels[label] ?? -1);
  const left = () => k.cells.flatMap((cell) => (cell.kind === 'vma' ? [!cell.freed] : []));
  expect([call('munmap m2').outcome?.ret, left()]).toEqual([0, [true, false]]);
});

test('a vDEVICE that somebody still holds is not revoked without a WARN', () => {
  const { script, call } = setUp(`${VIOMMU}\nvdevice_alloc c viommu=vi dev=dev > vd`);
  script('hold c vd slot=0');
  const warned = logged(call('destroy c sd').steps).filter((line) => line.startsWith('WARNING'));
  expect(warned[0]).toBe('WARNING: iommufd_private.h:266 at iommufd_device_pre_destroy');
});
