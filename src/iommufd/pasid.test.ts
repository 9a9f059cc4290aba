import { describe, expect, test } from 'vitest';
import { snapshot } from '../machine/memory/memory.ts';
import { designOf } from './custom_design.ts';
import type { Device } from './objects.ts';
import { createProcess } from './process.fixture.ts';

/** Two tables that can carry PASIDs and one that cannot; `sd` is a device that has PASIDs, attached to the first. */
const PASIDS = `open > c
ioas_alloc c > io
mock_domain c pt=io flags=4 > sd dev hw
hwpt_alloc c dev=dev pt=io pasid=1 > can
hwpt_alloc c dev=dev pt=io pasid=1 > can2
hwpt_alloc c dev=dev pt=io > cannot
mock_replace c stdev=sd pt=can > r`;

function setUp(...lines: readonly string[]) {
  const process = createProcess(designOf('7.3'));
  process.script([PASIDS, ...lines].join('\n'));
  return process;
}

/** What a line is refused with; a refusal that leaves a trace fails. */
function refusal(line: string, ...before: readonly string[]): string | null {
  const { call, k } = setUp(...before);
  const live = () => snapshot(k).flatMap((cell, at) => (cell.freed ? [] : [{ ...cell, at }]));
  const was = live();
  const { outcome } = call(line);
  if (outcome?.ret !== 0) expect(live()).toEqual(was);
  return outcome?.ret === 0 ? null : (outcome?.errno ?? 'an oops');
}

const ATTACHED = 'pasid_attach c stdev=sd pt=can > ph';

describe('a PASID is attached', () => {
  test('to a table that can carry PASIDs', () => expect(refusal(ATTACHED)).toBeNull());

  test('to no table that cannot: EINVAL', () =>
    expect(refusal('pasid_attach c stdev=sd pt=cannot > ph')).toBe('EINVAL'));

  test('of no device without PASIDs: EINVAL', () => {
    const plain = 'mock_domain c pt=can > sd2 dev2 hw2';
    expect(refusal('pasid_attach c stdev=sd2 pt=can > ph', plain)).toBe('EINVAL');
  });

  test('while the device itself is on a table that cannot: EINVAL', () =>
    expect(refusal(ATTACHED, 'mock_replace c stdev=sd pt=cannot > r')).toBe('EINVAL'));

  test('while the device itself is on none', () =>
    expect(refusal(ATTACHED, 'pasid_detach c stdev=sd pasid=0')).toBeNull());

  test('once: EBUSY, to whatever table, to an IOAS, and the device itself too', () => {
    for (const table of ['can', 'can2', 'cannot', 'io'])
      for (const pasid of [100, 0])
        expect(refusal(`pasid_attach c stdev=sd pasid=${pasid} pt=${table} > ph`, ATTACHED)).toBe('EBUSY');
  });

  test('once: no automatic table but the first is tried, and none is made for it', () => {
    const { call } = setUp(ATTACHED, 'mock_domain c pt=io > sd2 dev2 hw2');
    const { steps } = call('pasid_attach c stdev=sd pt=io > ph');
    expect(steps.filter(({ effect }) => effect.do === 'alloc')).toEqual([]);
    expect(steps.flatMap(({ effect }) => (effect.do === 'refuse' ? [effect.errno] : []))).toEqual(['EBUSY']);
  });

  test('with an attach handle: ENOMEM where there is no memory for it, be it to a table or in a move', () => {
    expect(refusal('failslab 1 pasid_attach c stdev=sd pt=can > ph')).toBe('ENOMEM');
    expect(refusal('failslab 1 mock_replace c stdev=sd pt=can2 > r')).toBe('ENOMEM');
    expect(refusal('failslab 1 mock_replace c stdev=sd pt=can > r')).toBeNull();
  });

  test('below 1 << 20, as many as the mock has: EINVAL beyond', () => {
    expect(refusal('pasid_attach c stdev=sd pasid=0xfffff pt=can > ph')).toBeNull();
    for (const pasid of ['0x100000', '0xffffffff'])
      expect(refusal(`pasid_attach c stdev=sd pasid=${pasid} pt=can > ph`)).toBe('EINVAL');
  });

  test('beside others, each in its slot, ascending', () => {
    const { object, users } = setUp(
      'pasid_attach c stdev=sd pasid=7 pt=can2 > a',
      'pasid_attach c stdev=sd pasid=3 pt=can2 > b',
      'pasid_attach c stdev=sd pasid=5 pt=can > d',
    );
    expect((object('dev') as Device).slots.map(({ pasid }) => pasid)).toEqual([0, 3, 5, 7]);
    expect(users('dev', 'can', 'can2')).toEqual([6, 3, 3]);
  });

  test('and detached once: nothing happens to a slot that is empty', () => {
    const { call } = setUp();
    const { outcome, steps } = call('pasid_detach c stdev=sd pasid=9');
    expect(outcome?.ret).toBe(0);
    expect(steps.filter(({ effect }) => effect.do === 'set')).toEqual([]);
  });

  test('under its own number: a reference of the device itself has none', () => {
    const { call } = setUp();
    const { steps } = call('pasid_attach c stdev=sd pasid=7 pt=can > ph');
    const { steps: own } = setUp('pasid_detach c stdev=sd pasid=0').call('mock_domain c pt=can > s d h');
    const numbers = (all: typeof steps) =>
      all.flatMap(({ effect }) =>
        effect.do === 'count' && effect.ref?.role.startsWith('attach->') ? [effect.ref.nth] : [],
      );
    expect(numbers(steps)).toEqual([7, 7]);
    expect(numbers(own)).toEqual([undefined, undefined]);
  });
});

describe('with a PASID in use the device itself moves', () => {
  test('to a table that can carry PASIDs', () =>
    expect(refusal('mock_replace c stdev=sd pt=can2 > r', ATTACHED)).toBeNull());

  test('to none that cannot: EINVAL', () =>
    expect(refusal('mock_replace c stdev=sd pt=cannot > r', ATTACHED)).toBe('EINVAL'));

  test('to no IOAS, whose automatic tables never can: EINVAL, and the new one is gone', () => {
    expect(refusal('mock_replace c stdev=sd pt=io > r', ATTACHED)).toBe('EINVAL');
    const another = 'mock_domain c pt=io > sd2 dev2 hw2';
    expect(refusal('mock_replace c stdev=sd pt=io > r', ATTACHED, another)).toBe('EINVAL');
    const { steps } = setUp(ATTACHED, another).call('mock_replace c stdev=sd pt=io > r');
    const made = steps.filter(({ effect }) => effect.do === 'alloc' && effect.what === 'hwpt_paging');
    expect(made).toHaveLength(1);
  });
});

describe('a device is moved', () => {
  test('from a table only: EINVAL for one that is attached to none', () =>
    expect(refusal('mock_replace c stdev=sd pt=can2 > r', 'pasid_detach c stdev=sd pasid=0')).toBe('EINVAL'));

  test('to the table it is on without counting anything for the attachment', () => {
    const { call } = setUp();
    const { outcome, steps } = call('mock_replace c stdev=sd pt=can > r');
    expect(outcome?.ret).toBe(0);
    const counted = steps.filter(
      ({ effect }) => effect.do === 'count' && effect.ref?.role === 'attach->hwpt',
    );
    expect(counted).toEqual([]);
  });

  test('to a nested table of a vIOMMU only with its vDEVICE there: ENOENT', () => {
    const setup = [
      'hwpt_alloc c dev=dev pt=io nest_parent=1 > hp',
      'viommu_alloc c dev=dev hwpt=hp > vi',
      'viommu_alloc c dev=dev hwpt=hp > vi2',
      'hwpt_alloc c dev=dev pt=vi2 nested=1 > n',
    ];
    const line = 'mock_replace c stdev=sd pt=n > r';
    expect(refusal(line, ...setup)).toBe('ENOENT');
    expect(refusal(line, ...setup, 'vdevice_alloc c viommu=vi dev=dev > vd')).toBe('ENOENT');
    const other = ['mock_domain c pt=io > sd2 dev2 hw2', 'vdevice_alloc c viommu=vi2 dev=dev2 > vd'];
    expect(refusal(line, ...setup, ...other)).toBe('ENOENT');
    expect(refusal(line, ...setup, 'vdevice_alloc c viommu=vi2 dev=dev > vd')).toBeNull();
  });
});
