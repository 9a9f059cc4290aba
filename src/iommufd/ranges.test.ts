import { describe, expect, test } from 'vitest';
import type { Step } from '../machine/index.ts';
import { designOf } from './custom_design.ts';
import { createProcess } from './process.fixture.ts';

const TOP = '0xffffffffffffffff';
const BARE = 'open > c\nioas_alloc c > io';
const TABLE = `${BARE}\nmock_domain c pt=io > sd dev hw`;
const VFIO = `${BARE}\nvfio_bind c > dev vfd`;
const ATTACHED = `${VFIO}\nvfio_attach c vfio=vfd pt=io`;
const ACCESS = `${BARE}\naccess_create c ioas=io > acc`;

const whyRefused = (steps: readonly Step[]) =>
  steps.flatMap(({ effect }) => (effect.do === 'refuse' ? [effect.errno] : []));

/** What the last line is refused with, said at the check that failed; null where it succeeds. */
function refusal(setup: string, line: string): string | null {
  const { script, call } = createProcess(designOf('7.3'));
  script(setup);
  const { outcome, steps } = call(line);
  expect(whyRefused(steps)).toEqual(outcome?.errno ? [outcome.errno] : []);
  return outcome?.errno ?? null;
}

function areas(setup: string, ...of: readonly bigint[]) {
  const process = createProcess(designOf('7.3'));
  process.script(setup);
  const cells = process.k.cells.filter((cell) => cell.kind === 'area' && !cell.freed);
  const found = cells as unknown as { iova: bigint; num_accesses: number; num_locks: number }[];
  return of.map((iova) => {
    const area = found.find((one) => one.iova === iova);
    return area && [area.num_accesses, area.num_locks];
  });
}

describe('IOMMU_IOAS_MAP', () => {
  test.each([
    ['a table translates nothing below 16 MiB', TABLE, 'iova=0xfff000', 'EINVAL'],
    ['and from there on', TABLE, 'iova=0x1000000', null],
    ['up to the last page below 2 GiB', TABLE, 'iova=0x7ffff000', null],
    ['and nothing above', TABLE, 'iova=0x80000000', 'EINVAL'],
    ['nor what only ends there', TABLE, 'iova=0x7ffff000 len=0x2000', 'EINVAL'],
    ['a table wants multiples of its smallest page', TABLE, 'iova=0x2000400 len=0x400', 'EINVAL'],
    ['which is half of ours', TABLE, 'iova=0x2000800 len=0x800', null],
    ['a VFIO device translates from address 0 on', ATTACHED, 'iova=0', null],
    ['what lies beyond the aperture of a mock', ATTACHED, 'iova=0x80000000', null],
    ['up to the last page of 39 bits', ATTACHED, 'iova=0x7ffffff000', null],
    ['and nothing above', ATTACHED, 'iova=0x8000000000', 'EINVAL'],
    ['nor what only ends there', ATTACHED, 'iova=0x7ffffff000 len=0x2000', 'EINVAL'],
    ['in whole pages', ATTACHED, 'iova=0x1000800 len=0x800', 'EINVAL'],
    ['in address and length', ATTACHED, 'iova=0x2000000 len=0x800', 'EINVAL'],
    ['not where it writes its MSIs', ATTACHED, 'iova=0xfee00000', 'EINVAL'],
    ['nor across that window', ATTACHED, 'iova=0xfed00000 len=0x200000', 'EINVAL'],
    ['but on either side of it', ATTACHED, 'iova=0xfed00000 len=0x100000', null],
    ['to the byte', ATTACHED, 'iova=0xfef00000', null],
    [
      'a table without a device has no MSI window',
      `${VFIO}\nhwpt_alloc c dev=dev pt=io > hp`,
      'iova=0xfee00000',
      null,
    ],
    [
      'nor has an IOAS beside that of the device',
      `${VFIO}\nioas_alloc c > io2\nvfio_attach c vfio=vfd pt=io2`,
      'iova=0xfee00000',
      null,
    ],
    ['nor has an IOAS that the device left', `${ATTACHED}\nvfio_detach c vfio=vfd`, 'iova=0xfee00000', null],
    [
      'the narrower of two tables decides',
      `${TABLE}\nvfio_bind c > idev vfd\nhwpt_alloc c dev=idev pt=io > hp`,
      'iova=0',
      'EINVAL',
    ],
    [
      'and the larger page of two tables',
      `${TABLE}\nvfio_bind c > idev vfd\nhwpt_alloc c dev=idev pt=io > hp`,
      'iova=0x2000800 len=0x800',
      'EINVAL',
    ],
    ['an IOAS without a table takes any', BARE, 'iova=0x2000001 len=1', null],
    ['an access that pins wants whole pages', ACCESS, 'iova=0x2000800 len=0x800', 'EINVAL'],
    ['the last address has no length left', BARE, `iova=${TOP} len=1`, 'EOVERFLOW'],
    ['a length has as many bits as an address', BARE, `iova=0 len=${TOP}`, 'EOVERFLOW'],
    ['a range may end at the last address', BARE, 'iova=0xfffffffffffff000', null],
    ['and not beyond', BARE, 'iova=0xfffffffffffff000 len=0x2000', 'EOVERFLOW'],
    ['one byte in common is too many', `${BARE}\nioas_map c ioas=io`, 'iova=0x1000fff len=1', 'EEXIST'],
  ])('%s', (_, setup, range, errno) => {
    expect(refusal(setup, `ioas_map c ioas=io ${range}`)).toBe(errno);
  });
});

describe('IOMMU_IOAS_UNMAP', () => {
  const LAST = `${BARE}\nioas_map c ioas=io iova=0xfffffffffffff000`;
  const TWO = `${BARE}\nioas_map c ioas=io\nioas_map c ioas=io iova=0x1001000`;
  test.each([
    ['the last page goes like any other', LAST, 'iova=0xfffffffffffff000', null],
    ['a range beyond 64 bits is none', LAST, 'iova=0xfffffffffffff000 len=0x1001', 'EOVERFLOW'],
    ['the last address has no length left', LAST, `iova=${TOP} len=1`, 'EOVERFLOW'],
    ['an area is not cut in two', TWO, 'len=0x1800', 'ENOENT'],
    ['nor from its middle', TWO, 'iova=0x1000800 len=0x800', 'ENOENT'],
    ['a range from 0 with nothing in it is refused', BARE, 'iova=0 len=0x1000', 'ENOENT'],
    ['and one to the end', BARE, 'iova=0x1000 len=0xfffffffffffff000', 'ENOENT'],
    ['everything may be nothing', BARE, 'all=1', null],
  ])('%s', (_, setup, range, errno) => {
    expect(refusal(setup, `ioas_unmap c ioas=io ${range}`)).toBe(errno);
  });

  test('what was unmapped before the area that refuses stays unmapped', () => {
    expect(areas(TWO, 0x1000000n, 0x1001000n)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const { script, errno, k } = createProcess(designOf('7.3'));
    script(TWO);
    expect(errno('ioas_unmap c ioas=io len=0x1800')).toBe('ENOENT');
    expect(k.cells.filter((cell) => cell.kind === 'area' && !cell.freed)).toHaveLength(1);
  });

  test('asks a hundred times for one area; only those that touch share their hundred', () => {
    const pinned = (distance: number) =>
      Array.from({ length: 101 }, (_, i) => {
        const iova = `0x${(0x1000000 + i * distance).toString(16)}`;
        return `ioas_map c ioas=io iova=${iova}\npin c access=acc iova=${iova} > p${i}`;
      });
    const all = 'ioas_unmap c ioas=io all=1';
    expect(refusal([ACCESS, ...pinned(0x2000)].join('\n'), all)).toBeNull();
    expect(refusal([ACCESS, ...pinned(0x1000)].join('\n'), all)).toBe('EDEADLK');
  });
});

describe('a new table or access', () => {
  const mapped = (...iovas: readonly string[]) =>
    [VFIO, ...iovas.map((range) => `ioas_map c ioas=io ${range}`)].join('\n');
  test.each([
    [
      'a page below what a table translates',
      'mock_domain c pt=io > sd dev hw',
      ['iova=0xfff000'],
      'EADDRINUSE',
    ],
    ['its first page', 'mock_domain c pt=io > sd dev hw', ['iova=0x1000000'], null],
    ['its last page', 'mock_domain c pt=io > sd dev hw', ['iova=0x7ffff000'], null],
    ['a page above', 'mock_domain c pt=io > sd dev hw', ['iova=0x80000000'], 'EADDRINUSE'],
    [
      'one page on either side',
      'mock_domain c pt=io > sd dev hw',
      ['iova=0xfff000', 'iova=0x80000000'],
      'EADDRINUSE',
    ],
    ['a page above 39 bits', 'vfio_attach c vfio=vfd pt=io', ['iova=0x1000000000000000'], 'EADDRINUSE'],
    ['a page at 0, and a VFIO device', 'vfio_attach c vfio=vfd pt=io', ['iova=0'], null],
    ['half a page, and a VFIO device', 'vfio_attach c vfio=vfd pt=io', ['len=0x800'], 'EADDRINUSE'],
    ['what lies in the MSI window', 'vfio_attach c vfio=vfd pt=io', ['iova=0xfee00000'], 'EADDRINUSE'],
    ['half a page, and an access that pins', 'access_create c ioas=io > a', ['len=0x800'], 'EADDRINUSE'],
    ['half a page, and one that does not', 'access_create c ioas=io pin=0 > a', ['len=0x800'], null],
  ])('finds mapped: %s', (_, line, ranges, errno) => {
    expect(refusal(mapped(...ranges), line)).toBe(errno);
  });

  test('of a mock device knows no MSI window: what lies there is beyond what its table translates', () => {
    const { script, call } = createProcess(designOf('7.3'));
    script(mapped('iova=0xfee00000'));
    const { steps } = call('mock_domain c pt=io > sd dev hw');
    const why = steps.flatMap(({ effect }) => (effect.do === 'refuse' ? [effect.why] : []));
    expect(why).toEqual(['has something mapped that the page table cannot translate']);
  });

  test('is filled with what is mapped only where that suits it', () => {
    const filled = (iova: string) => {
      const { script, call } = createProcess(designOf('7.3'));
      script(mapped(`iova=${iova}`));
      const { steps } = call('mock_domain c pt=io > sd dev hw');
      return steps.filter(({ effect }) => effect.do === 'call' && effect.what.startsWith('is filled'));
    };
    expect(filled('0x1000000')).toHaveLength(1);
    expect(filled('0xfff000')).toEqual([]);
  });
});

describe('an access', () => {
  const HOLE = `${ACCESS}\nioas_map c ioas=io\nioas_map c ioas=io iova=0x1002000`;
  const PAIR = `${ACCESS}\nioas_map c ioas=io\nioas_map c ioas=io iova=0x1001000`;

  test.each([
    ['access_rw c access=acc len=0x3000', 'a hole'],
    ['access_rw c access=acc len=0x1001', 'a byte beyond the end'],
    ['access_rw c access=acc iova=0xffffff len=2', 'a byte before the beginning'],
    ['pin c access=acc len=0x3000 > p', 'a hole'],
    ['pin c access=acc len=0x1001 > p', 'a byte beyond the end'],
    ['pin c access=acc iova=0xffffff len=2 > p', 'a byte before the beginning'],
  ])('%s is ENOENT: %s', (line) => {
    expect(refusal(HOLE, line)).toBe('ENOENT');
  });

  test('pins every area of a range, or none: a failure at the first is not forgotten at the second', () => {
    expect(areas(`${PAIR}\npin c access=acc len=0x2000 > p`, 0x1000000n, 0x1001000n)).toEqual([
      [1, 0],
      [1, 0],
    ]);
    for (const nth of [1, 2])
      expect(refusal(PAIR, `failslab ${nth} pin c access=acc len=0x2000 > p`)).toBe('ENOMEM');
  });

  test('unpins the one pin that is named', () => {
    const setup = `${PAIR}\npin c access=acc > p\npin c access=acc iova=0x1001000 > p2`;
    expect(areas(`${setup}\nunpin c access=acc item=p2`, 0x1000000n, 0x1001000n)).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  test('lets go of what touches an unmapped range, be it one byte, and of nothing else', () => {
    for (const range of ['len=1', 'iova=0x1000fff len=1', 'len=0x1000']) {
      const setup = `${HOLE}\npin c access=acc ${range} > p\npin c access=acc iova=0x1002000 > p2`;
      expect(areas(`${setup}\nioas_unmap c ioas=io`, 0x1000000n, 0x1002000n)).toEqual([undefined, [1, 0]]);
      expect(areas(`${setup}\nioas_unmap c ioas=io iova=0x1002000`, 0x1000000n, 0x1002000n)).toEqual([
        [1, 0],
        undefined,
      ]);
    }
  });
});
