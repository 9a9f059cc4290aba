import { describe, expect, test } from 'vitest';
import { designOf } from './custom_design.ts';
import { MAIN_DESIGNS } from './presets.ts';
import { createProcess, QUEUE, VIOMMU } from './process.fixture.ts';
import { refusal } from './refusal.fixture.ts';

const U64 = '0xffffffffffffffff';

describe.each(MAIN_DESIGNS)('IOMMU_HW_QUEUE_ALLOC in %s', (name) => {
  test.each([
    ['type=0', 'EOPNOTSUPP', 'no type'],
    ['type=0 len=0', 'EOPNOTSUPP', 'no type, before its length is looked at'],
    ['len=0', 'EINVAL', 'no length'],
    [`iova=${U64} len=2`, 'EOVERFLOW', 'a range beyond 64 bits'],
    [`viommu=99 iova=${U64} len=2`, 'EOVERFLOW', 'a range beyond 64 bits, before its vIOMMU is looked up'],
    ['viommu=99', 'ENOENT', 'no such object'],
    ['viommu=io', 'ENOENT', 'not a vIOMMU'],
    ['viommu=99 type=5', 'ENOENT', 'no such object, before its type is asked'],
    ['type=5', 'EOPNOTSUPP', 'a type that the driver does not know'],
    ['type=5 iova=0x5000000', 'EOPNOTSUPP', 'an unknown type, before anything is pinned'],
    [`iova=0 len=${U64}`, 'ERANGE', 'a size that rounded up is beyond 64 bits'],
    [`iova=1 len=${U64}`, 'ERANGE', 'an offset and a length beyond 64 bits'],
    ['len=0x10000000000', 'ENOMEM', 'more page pointers than one array can have'],
    ['len=0xffffff0000', 'ENOENT', 'no more page pointers than one array can have, and a hole'],
    ['iova=0x5000000', 'ENOENT', 'nothing mapped there'],
    ['iova=0x1000000 len=0x2000', 'ENOENT', 'a hole after the first page'],
    ['iova=0xfff000 len=0x2000', 'ENOENT', 'a hole before the first page'],
    ['iova=0x1000800 len=0x1000', 'ENOENT', 'an offset that reaches into the next page'],
    ['index=2', 'EINVAL', 'more queues than the mock has'],
    ['index=1', 'EIO', 'no queue before it'],
  ])('%s is %s: %s', (operands, errno) => {
    const given = operands.includes('viommu=') ? operands : `viommu=vi ${operands}`;
    expect(refusal(VIOMMU, `hw_queue_alloc c ${given} > q`, designOf(name))).toBe(errno);
  });

  test('memory that is not contiguous is EFAULT, and everything is undone in reverse', () => {
    const setup = `${VIOMMU}\nioas_map c ioas=io iova=0x1001000`;
    expect(refusal(setup, 'hw_queue_alloc c viommu=vi len=0x2000 > q', designOf(name))).toBe('EFAULT');
  });

  test('a slot that is taken is EEXIST, the one after it is not', () => {
    expect(refusal(QUEUE, 'hw_queue_alloc c viommu=vi > q', designOf(name))).toBe('EEXIST');
    expect(refusal(QUEUE, 'hw_queue_alloc c viommu=vi index=1 > q', designOf(name))).toBeNull();
  });

  test('an IOAS with something mapped that is not page aligned is EADDRINUSE', () => {
    const setup = `${VIOMMU}\nioas_map c ioas=io iova=0x2000800 len=0x800`;
    expect(refusal(setup, 'hw_queue_alloc c viommu=vi > q', designOf(name))).toBe('EADDRINUSE');
  });

  test('a length below a page inside a page is fine', () => {
    for (const operands of ['len=1', 'iova=0x1000800 len=0x800', 'iova=0x1000fff len=1'])
      expect(refusal(VIOMMU, `hw_queue_alloc c viommu=vi ${operands} > q`, designOf(name))).toBeNull();
  });

  test('a refused queue gives its IDs back: the next one has them', () => {
    const { script, errno, labels } = createProcess(designOf(name));
    script(VIOMMU);
    expect(errno('hw_queue_alloc c viommu=vi index=1 > q')).toBe('EIO');
    script('hw_queue_alloc c viommu=vi > q');
    expect(labels.get('q')).toBe(name === 'v6' ? 8 : 7);
  });
});

describe('queues of one vIOMMU', () => {
  const TWO = `${QUEUE}\nhw_queue_alloc c viommu=vi index=1 > q1`;

  test('depend on the one before, so they are destroyed from the last to the first', () => {
    expect(refusal(TWO, 'destroy c q0')).toBe('EBUSY');
    const { script, users } = createProcess(designOf('7.3'));
    script(TWO);
    expect(users('q0', 'q1', 'vi', 'io')).toEqual([2, 1, 3, 5]);
    script('destroy c q1');
    expect(users('q0', 'vi', 'io')).toEqual([1, 2, 4]);
    script('destroy c q0');
    expect(users('vi', 'io')).toEqual([1, 3]);
  });

  test('of different vIOMMUs do not depend on each other', () => {
    const other = 'viommu_alloc c dev=dev hwpt=hp > v2';
    expect(refusal(`${QUEUE}\n${other}`, 'hw_queue_alloc c viommu=v2 index=1 > q')).toBe('EIO');
    expect(refusal(`${QUEUE}\n${other}\nhw_queue_alloc c viommu=v2 > q`, 'destroy c q0')).toBeNull();
  });

  test('leave their slot free when they go', () => {
    expect(refusal(`${QUEUE}\ndestroy c q0`, 'hw_queue_alloc c viommu=vi > q')).toBeNull();
  });
});

describe('IOMMU_DESTROY refuses with EBUSY what is', () => {
  const NESTED = `${VIOMMU}\nhwpt_alloc c dev=dev pt=hp nested=1 > n`;
  test.each([
    ['an IOAS with a table on it', VIOMMU, 'io'],
    [
      'an IOAS that an access is attached to',
      'open > c\nioas_alloc c > io\naccess_create c ioas=io > a',
      'io',
    ],
    ['a device, always', VIOMMU, 'dev'],
    ['an attached table', VIOMMU, 'hw'],
    ['a table under a vIOMMU', VIOMMU, 'hp'],
    ['a table under a nested one', NESTED, 'hp'],
    ['a vIOMMU with a queue', QUEUE, 'vi'],
    ['a vIOMMU with a nested table', `${VIOMMU}\nhwpt_alloc c dev=dev pt=vi nested=1 > n`, 'vi'],
    ['an external access, always', 'open > c\nioas_alloc c > io\naccess_create c ioas=io > a', '2'],
    ['an internal access, always', QUEUE, '8'],
  ])('%s', (_, setup, id) => {
    expect(refusal(setup, `destroy c ${id}`)).toBe('EBUSY');
  });

  test('in use, and nothing else: a mapped IOAS, a nested table and a mock device go', () => {
    for (const id of ['n', 'sd']) expect(refusal(NESTED, `destroy c ${id}`)).toBeNull();
    expect(refusal('open > c\nioas_alloc c > io\nioas_map c ioas=io', 'destroy c io')).toBeNull();
  });
});

describe('a descriptor that is not what the operation needs', () => {
  const FILES = 'open > c\nioas_alloc c > io\naccess_create c ioas=io > acc\nvfio_bind c > dev vfd';

  test.each([
    ['close nothing', 'EBADF'],
    ['dup nothing > d', 'EBADF'],
    ['ioas_alloc nothing > io2', 'EBADF'],
    ['vfio_bind nothing > d2 v2', 'EBADF'],
    ['vfio_attach c vfio=nothing pt=io', 'EBADF'],
    ['ioas_alloc acc > io2', 'ENOTTY'],
    ['ioas_alloc vfd > io2', 'ENOTTY'],
    ['destroy acc io', 'ENOTTY'],
    ['access_create vfd ioas=io > a2', 'ENOTTY'],
    ['vfio_bind acc > d2 v2', 'EBADFD'],
    ['vfio_attach c vfio=c pt=io', 'ENOTTY'],
    ['vfio_attach c vfio=acc pt=io', 'ENOTTY'],
  ])('%s is %s', (line, errno) => {
    expect(refusal(FILES, line)).toBe(errno);
  });

  test('a VFIO device is attached through its own descriptor, whatever the context', () => {
    expect(refusal(FILES, 'vfio_attach nothing vfio=vfd pt=io')).toBeNull();
  });

  test('a closed one is bad from then on', () => {
    expect(refusal(`${FILES}\nclose c`, 'ioas_alloc c > io2')).toBe('EBADF');
    expect(refusal(`${FILES}\nclose c`, 'close c')).toBe('EBADF');
  });
});

describe('what an ioctl refuses before it looks anything up', () => {
  test.each([
    ['veventq_alloc c viommu=vi depth=0 > ve vefd', 'EINVAL', 'an event queue without a depth'],
    ['veventq_alloc c viommu=99 depth=0 > ve vefd', 'EINVAL', 'the same on no vIOMMU'],
    ['veventq_alloc c viommu=99 depth=1 > ve vefd', 'ENOENT', 'an event queue on no vIOMMU'],
    [
      'hwpt_alloc c dev=dev pt=io nest_parent=1 fault=99 > h',
      'EOPNOTSUPP',
      'a nest parent with no such queue',
    ],
    [
      'hwpt_alloc c dev=dev pt=io nest_parent=1 fault=f > h',
      'EOPNOTSUPP',
      'a nest parent with a fault queue',
    ],
    ['hwpt_alloc c dev=dev pt=io fault=f > h', null, 'another table with a fault queue'],
    ['hwpt_alloc c dev=99 pt=io nest_parent=1 fault=f > h', 'ENOENT', 'both, for no device'],
    ['mock_domain c pt=io flags=8 > s d h', 'EINVAL', 'a mock device with an unknown flag'],
    ['mock_domain c pt=io flags=2 > s d h', 'EINVAL', 'one with the flag that 7.3 has no more'],
    ['mock_domain c pt=99 flags=0xffffffff > s d h', 'EINVAL', 'one with all flags, on nothing'],
    ['mock_domain c pt=io flags=5 > s d h', null, 'one with the two flags that are known'],
  ])('%s is %s: %s', (line, errno, _) => {
    expect(refusal(`${VIOMMU}\nfault_alloc c > f ffd`, line)).toBe(errno);
  });

  test('costs a nest parent with a fault queue neither an ID nor a look at the queue', () => {
    const { script, call } = createProcess(designOf('7.3'));
    script(`${VIOMMU}\nfault_alloc c > f ffd`);
    const { steps } = call('hwpt_alloc c dev=dev pt=io nest_parent=1 fault=f > h');
    expect(steps.filter(({ effect }) => effect.do === 'alloc' || effect.do === 'slot')).toEqual([]);
    expect(steps.some(({ stack }) => stack.includes('iommufd_get_fault'))).toBe(false);
  });
});

describe('page tables', () => {
  const BASE = 'open > c\nioas_alloc c > io\nmock_domain c pt=io > sd dev hw';
  test.each([
    ['hwpt_alloc c dev=99 pt=io > h', 'ENOENT', 'without a device'],
    ['hwpt_alloc c dev=io pt=io > h', 'ENOENT', 'for what is no device'],
    ['hwpt_alloc c dev=dev pt=99 > h', 'EINVAL', 'on nothing'],
    ['hwpt_alloc c dev=dev pt=sd > h', 'EINVAL', 'on what is nothing to build on'],
    ['hwpt_alloc c dev=dev pt=io nested=1 > h', 'EOPNOTSUPP', 'user-managed, on an IOAS'],
    ['hwpt_alloc c dev=dev pt=hw nested=1 > h', 'EINVAL', 'nested, on an automatic table'],
    ['hwpt_alloc c dev=dev pt=hw > h', 'EOPNOTSUPP', 'kernel-managed, on a table'],
    ['hwpt_alloc c dev=dev pt=hw nested=1 nest_parent=1 > h', 'EOPNOTSUPP', 'nested and a parent at once'],
    ['viommu_alloc c dev=dev hwpt=hw > v', 'EINVAL', 'a vIOMMU on what is no nest parent'],
    ['viommu_alloc c dev=dev hwpt=io > v', 'ENOENT', 'a vIOMMU on what is no table'],
    ['viommu_alloc c dev=sd hwpt=hw > v', 'ENOENT', 'a vIOMMU for what is no device'],
    ['mock_domain c pt=99 > s2 d2 h2', 'ENOENT', 'a device on nothing'],
    ['mock_domain c pt=sd > s2 d2 h2', 'EINVAL', 'a device on what is no table'],
    ['mock_replace c stdev=99 pt=io > r', 'ENOENT', 'no device moves'],
    ['mock_replace c stdev=sd pt=99 > r', 'ENOENT', 'a device moves to nothing'],
    ['mock_replace c stdev=sd pt=dev > r', 'EINVAL', 'a device moves to what is no table'],
    ['access_create c ioas=99 > a', 'ENOENT', 'an access to nothing'],
    ['access_create c ioas=hw > a', 'ENOENT', 'an access to what is no IOAS'],
  ])('%s is %s: %s', (line, errno) => {
    expect(refusal(BASE, line)).toBe(errno);
  });

  test('a table without nest_parent carries neither a nested one nor a vIOMMU', () => {
    const plain = `${BASE}\nhwpt_alloc c dev=dev pt=io > p`;
    expect(refusal(plain, 'hwpt_alloc c dev=dev pt=p nested=1 > n')).toBe('EINVAL');
    expect(refusal(plain, 'viommu_alloc c dev=dev hwpt=p > v')).toBe('EINVAL');
  });
});
