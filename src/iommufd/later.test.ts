import { describe, expect, test } from 'vitest';
import { logged } from '../machine/machine.fixture.ts';
import { designOf } from './custom_design.ts';
import { LACKS } from './operand.ts';
import type { PresetName } from './presets.ts';
import { createProcess } from './process.fixture.ts';

/** What the device of the logs lacks: everything that one can lack. */
const ALL = (1 << LACKS.length) - 1;
const VFIO = `open > c\nioas_alloc c > io\nvfio_bind c hw=${ALL} > dev vfd`;
const MOCK = 'open > c\nioas_alloc c > io\nmock_domain c pt=io > sd dev hw';
const VIOMMU = `${MOCK}
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
viommu_alloc c dev=dev hwpt=hp > vi`;

function errnosOf(design: PresetName, text: string) {
  const { call } = createProcess(designOf(design));
  return text.split('\n').map((line) => call(line).outcome?.errno ?? 0);
}

describe('what 6.12.117 answered', () => {
  test('to what it and its device do not have: s18 of its logs', () => {
    const asked = `${VFIO}
hwpt_alloc c dev=dev pt=io pasid=1 > hq
hwpt_alloc c dev=dev pt=io > hr
hwpt_alloc c dev=dev pt=hr > hn
viommu_alloc c dev=dev hwpt=hr > vi
close vfd
close c`;
    expect(errnosOf('6.12', asked).slice(3)).toEqual(['EOPNOTSUPP', 0, 'EOPNOTSUPP', 'ENOTTY', 0, 0]);
  });

  test('to a page table with a fault queue, whether there is such a queue or not: s09 of its logs', () => {
    const asked = `${VFIO}
fault_alloc c > f ffd
hwpt_alloc c dev=dev pt=io fault=f > hp
hwpt_alloc c dev=dev pt=io fault=99 > hx
destroy c f
destroy c hp
close ffd
destroy c f
close vfd
close c`;
    const answers = ['EOPNOTSUPP', 'EOPNOTSUPP', 'EBUSY', 'ENOENT', 0, 0, 0, 0];
    expect(errnosOf('6.12', asked).slice(4)).toEqual(answers);
  });
});

describe('a version does not have what came later', () => {
  const ASKED: readonly (readonly [PresetName, string, string])[] = [
    ['6.12', 'viommu_alloc c dev=1 hwpt=1 > x', 'ENOTTY'],
    ['6.12', 'vdevice_alloc c viommu=1 dev=1 > x', 'ENOTTY'],
    ['6.12', 'veventq_alloc c viommu=1 > x y', 'ENOTTY'],
    ['6.12', 'hw_queue_alloc c viommu=1 > x', 'ENOTTY'],
    ['6.12', 'mmap c viommu=1 > x', 'ENODEV'],
    ['6.12', 'pasid_attach c stdev=1 pt=1 > x', 'EOPNOTSUPP'],
    ['6.12', 'pasid_detach c stdev=1', 'EOPNOTSUPP'],
    ['6.16', 'hw_queue_alloc c viommu=1 > x', 'ENOTTY'],
    ['6.16', 'mmap c viommu=1 > x', 'ENODEV'],
  ];
  test.each(ASKED)('%s: %s', (design, asked, errno) => {
    const { script, call, fileCount, alive } = createProcess(designOf(design));
    script('open > c');
    const before = [fileCount(), alive()];
    expect(call(asked).outcome?.errno).toBe(errno);
    expect([fileCount(), alive()]).toEqual(before);
    expect(call('ioas_alloc c > io').outcome?.errno).toBeNull();
  });

  test.each(ASKED.slice(0, 7))('6.17 has it: %s %s', (_, asked, errno) => {
    expect(errnosOf('6.17', `open > c\n${asked}`)).not.toContain(errno);
  });

  test.each([
    ['a table for PASIDs', 'hwpt_alloc c dev=dev pt=io pasid=1 > x', 'EOPNOTSUPP'],
    ['a table of its own with a fault queue', 'hwpt_alloc c dev=dev pt=io fault=f > x', 'EOPNOTSUPP'],
    ['a table for PASIDs with one', 'hwpt_alloc c dev=dev pt=io pasid=1 fault=f > x', 'EOPNOTSUPP'],
    ['a mock device with PASIDs', 'mock_domain c pt=io flags=4 > sd2 dev2 hw2', 'EINVAL'],
  ])('6.12, whatever the device can do: %s is refused, once', (_, line, errno) => {
    const asked = (design: PresetName) => {
      const { script, call } = createProcess(designOf(design));
      script(`${MOCK}\nfault_alloc c > f ffd`);
      const { outcome, steps } = call(line);
      const refused = steps.flatMap(({ effect }) => (effect.do === 'refuse' ? [effect.errno] : []));
      return [outcome?.errno, refused];
    };
    expect(asked('6.12')).toEqual([errno, [errno]]);
    expect(asked('7.3')).toEqual([null, []]);
  });

  test('6.12 has nested tables with a fault queue', () => {
    const nested = `${MOCK}
fault_alloc c > f ffd
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
hwpt_alloc c dev=dev pt=hp nested=1 fault=f > n`;
    expect(errnosOf('6.12', nested).at(-1)).toBe(0);
  });

  test('but a descriptor that is not a context is told of first', () => {
    expect(errnosOf('6.16', 'open > c\nclose c\nhw_queue_alloc c viommu=1 > x')).toEqual([0, 0, 'EBADF']);
  });
});

describe('up to 6.16 a vDEVICE knows no iommufd device', () => {
  const BOUND = `${VIOMMU}\nvfio_bind c > idev vfd\nvdevice_alloc c viommu=vi dev=idev > vd`;

  test.each(['close vfd\ndestroy c vd\nclose c', 'close vfd\nclose c', 'destroy c vd\nclose vfd\nclose c'])(
    'it outlives the binding, and touches nothing that is freed: %j',
    (end) => {
      const { script, call, alive } = createProcess(designOf('6.16'));
      script(BOUND);
      for (const line of end.split('\n')) {
        const { outcome, steps } = call(line);
        expect(outcome?.errno).toBeNull();
        expect(steps.filter(({ touched }) => touched.length > 0)).toEqual([]);
        expect(logged(steps)).toEqual([]);
      }
      expect(alive()).toEqual([]);
    },
  );

  test('its device is counted by nobody but its driver', () => {
    const countsIn = (design: PresetName) => {
      const { script, object } = createProcess(designOf(design));
      script(BOUND);
      const { users, wait } = object('idev');
      return { users, wait };
    };
    expect(countsIn('6.16')).toEqual({ users: 2, wait: 1 });
    expect(countsIn('7.3')).toEqual({ users: 3, wait: 2 });
  });

  test('a device may have two of them, of different virtual IDs', () => {
    const second = `${BOUND}\nvdevice_alloc c viommu=vi dev=idev virt=7 > v2`;
    expect(errnosOf('6.16', second).at(-1)).toBe(0);
    expect(errnosOf('7.3', second).at(-1)).toBe('EEXIST');
    expect(errnosOf('6.16', `${BOUND}\nvdevice_alloc c viommu=vi dev=idev > v2`).at(-1)).toBe('EEXIST');
  });

  test('a nested table on the vIOMMU still wants one', () => {
    const nested = `${VIOMMU}\nhwpt_alloc c dev=dev pt=vi nested=1 > n`;
    expect(errnosOf('6.16', `${nested}\nmock_replace c stdev=sd pt=n > r`).at(-1)).toBe('ENOENT');
    const known = `${nested}\nvdevice_alloc c viommu=vi dev=dev > vd\nmock_replace c stdev=sd pt=n > r`;
    expect(errnosOf('6.16', known).at(-1)).toBe(0);
  });
});
