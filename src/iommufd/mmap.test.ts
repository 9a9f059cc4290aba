import { describe, expect, test } from 'vitest';
import { designOf } from './custom_design.ts';
import { createProcess } from './process.fixture.ts';

const PARENT = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp`;

function withRegions(count: number) {
  const process = createProcess(designOf('7.3'));
  const viommus = Array.from({ length: count }, (_, i) => `viommu_alloc c dev=dev hwpt=hp data=1 > v${i}`);
  process.script([PARENT, ...viommus].join('\n'));
  return process;
}

describe('mmap at an offset', () => {
  test('the first region is at 0x1000, as in the log, and 0x2000 bytes long', () => {
    const { script, errno, users } = withRegions(3);
    script('mmap c off=0x1000 > m0\nmmap c off=0x3000 > m1\nmmap c off=0x5000 > m2');
    expect(users('v0', 'v1', 'v2')).toEqual([2, 2, 2]);
    for (const off of ['0x0', '0x2000', '0x7000', '0x10000'])
      expect([off, errno(`mmap c off=${off} > m`)]).toEqual([off, 'ENXIO']);
  });

  test('is what mmap of a vIOMMU does with the offset of that vIOMMU', () => {
    const { script, users, fileCount } = withRegions(2);
    script('mmap c viommu=v1 > m\nmmap c off=0x3000 > n');
    expect([fileCount(), ...users('v0', 'v1')]).toEqual([3, 1, 3]);
    script('munmap m\nmunmap n');
    expect([fileCount(), ...users('v0', 'v1')]).toEqual([1, 1, 1]);
  });

  test('the lowest offset that is free is the next; what is stale maps the new owner', () => {
    const { script, errno, users } = withRegions(2);
    script('destroy c v0');
    expect(errno('mmap c off=0x1000 > m')).toBe('ENXIO');
    script('viommu_alloc c dev=dev hwpt=hp > plain\nviommu_alloc c dev=dev hwpt=hp data=1 > v2');
    script('mmap c off=0x1000 > m');
    expect(users('plain', 'v1', 'v2')).toEqual([1, 1, 2]);
    expect(errno('destroy c v2')).toBe('EBUSY');
  });

  test('each context has its own', () => {
    const { script, errno } = withRegions(1);
    script('open > d');
    expect(errno('mmap d off=0x1000 > m')).toBe('ENXIO');
    script(`${PARENT.replaceAll(/\bc\b/g, 'd').replace('open > d', 'ioas_alloc d > spare')}
viommu_alloc d dev=dev hwpt=hp data=1 > w
mmap d off=0x1000 > m`);
  });

  test('a vIOMMU whose allocation fails leaves its offset free', () => {
    const { script, errno, users } = withRegions(0);
    expect(errno('fail_usercopy viommu_alloc c dev=dev hwpt=hp data=1 > v')).toBe('EFAULT');
    script('viommu_alloc c dev=dev hwpt=hp data=1 > v\nmmap c off=0x1000 > m');
    expect(users('v')).toEqual([2]);
  });
});

test('a vIOMMU without a region and an ID that is no vIOMMU are ENXIO', () => {
  const { script, errno } = withRegions(0);
  script('viommu_alloc c dev=dev hwpt=hp > v');
  for (const id of ['v', 'hp', '99']) expect(errno(`mmap c viommu=${id} > m`)).toBe('ENXIO');
});
