import { describe, expect, test } from 'vitest';
import { designOf } from './custom_design.ts';
import { LACKS } from './operand.ts';
import { createProcess } from './process.fixture.ts';

/** A process with a VFIO device, 2, beside IOAS 1, whose hardware lacks some of what there is. */
function bound(...lacks: readonly (typeof LACKS)[number][]) {
  const hw = lacks.reduce((bits, word) => bits | (1 << LACKS.indexOf(word)), 0);
  const process = createProcess(designOf('7.3'));
  process.script(`open > c\nioas_alloc c > io\nvfio_bind c hw=${hw} > dev vfd`);
  return process;
}

const ALL = [...LACKS];

describe('hardware that lacks', () => {
  test.each([
    ['no-nesting', 'hwpt_alloc c dev=dev pt=io nest_parent=1 > x'],
    ['no-pasid', 'hwpt_alloc c dev=dev pt=io pasid=1 > x'],
    ['no-faults', 'hwpt_alloc c dev=dev pt=io fault=f > x'],
    ['no-faults', 'hwpt_alloc c dev=dev pt=io fault=99 > x'],
    ['no-viommu', 'viommu_alloc c dev=dev hwpt=99 > x'],
  ] as const)('%s is refused with EOPNOTSUPP: %s', (word, line) => {
    const { script, errno, k, labels } = bound(word);
    script('fault_alloc c > f ffd');
    const before = k.cells.filter(({ freed }) => !freed);
    expect(errno(line)).toBe('EOPNOTSUPP');
    expect(k.cells.filter(({ freed }) => !freed)).toEqual(before);
    script('hwpt_alloc c dev=dev pt=io > hp');
    expect(labels.get('hp')).toBe(4);
  });

  test('PRI, it makes a table with a fault queue, and does not attach to it: ENODEV', () => {
    const { script, errno, users } = bound('no-pri');
    script('fault_alloc c > f ffd\nhwpt_alloc c dev=dev pt=io fault=f > hp');
    expect(errno('vfio_attach c vfio=vfd pt=hp')).toBe('ENODEV');
    expect(users('dev', 'hp')).toEqual([2, 1]);
    script('vfio_attach c vfio=vfd pt=io');
    expect(errno('vfio_attach c vfio=vfd pt=hp')).toBe('ENODEV');
    expect(users('dev', 'hp')).toEqual([3, 1]);
  });

  test('everything, it still makes an automatic table, and a plain one by hand', () => {
    const { script, users } = bound(...ALL);
    script('vfio_attach c vfio=vfd pt=io\nhwpt_alloc c dev=dev pt=io > hp\nvfio_attach c vfio=vfd pt=hp');
    expect(users('dev', 'hp', 'io')).toEqual([3, 2, 2]);
  });
});

test('a word is about its own feature and no other', () => {
  const said = (line: string) =>
    LACKS.filter((word) => {
      const { script, errno } = bound(word);
      script('fault_alloc c > f ffd');
      return errno(line) !== null;
    });
  expect(said('hwpt_alloc c dev=dev pt=io nest_parent=1 > x')).toEqual(['no-nesting']);
  expect(said('hwpt_alloc c dev=dev pt=io pasid=1 > x')).toEqual(['no-pasid']);
  expect(said('hwpt_alloc c dev=dev pt=io fault=f > x')).toEqual(['no-faults']);
  expect(said('hwpt_alloc c dev=dev pt=io > x')).toEqual([]);
  expect(said('vfio_attach c vfio=vfd pt=io')).toEqual([]);
});

test('a vIOMMU is refused before its nest parent is looked up', () => {
  expect(bound('no-viommu').errno('viommu_alloc c dev=99 hwpt=99 > x')).toBe('ENOENT');
  expect(bound().errno('viommu_alloc c dev=dev hwpt=99 > x')).toBe('ENOENT');
});
