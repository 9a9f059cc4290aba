import { expect, test } from 'vitest';
import type { Step } from '../machine/index.ts';
import { designOf } from './custom_design.ts';
import { COUNTS, EVENTS, formatMoment, isOf, momentOf, subjectOf } from './moment.ts';
import { createProcess, QUEUE } from './process.fixture.ts';

/** A second queue and a vDEVICE: every kind of count that a step can be about. */
function steps(): readonly Step[] {
  const { script, call } = createProcess(designOf('7.3'));
  script(QUEUE);
  return [
    ...call('hw_queue_alloc c viommu=vi index=1 > q1').steps,
    ...call('vdevice_alloc c viommu=vi dev=dev > vd').steps,
  ];
}

test('in brackets stands the count of what counts, and the lock of what locks', () => {
  const about = (subject: 'count' | 'lock' | undefined) =>
    EVENTS.filter((event) => subjectOf(event) === subject);
  expect(about('lock')).toEqual(['lock', 'unlock', 'blocked']);
  expect(about('count')).toEqual([
    'inc',
    'inc_not_zero',
    'dec',
    'dec_and_test',
    'dec_if_one',
    'set',
    'uncounted',
    'handover',
  ]);
  for (const step of steps()) {
    const { event, of } = momentOf([step]) ?? {};
    if (event && of) expect(subjectOf(event)).toBe(COUNTS.some((name) => name === of) ? 'count' : 'lock');
  }
});

test('a moment names the count also where it does not move', () => {
  const said = steps().map((step) => formatMoment(momentOf([step]) ?? { in: '' }));
  expect(said).toEqual(
    expect.arrayContaining([
      'iommufd_access_create_internal:uncounted(count)',
      'iommufd_vdevice_alloc_ioctl:handover(users)',
      'iommufd_vdevice_alloc_ioctl:handover(wait)',
    ]),
  );
});

test('a moment tells the first time without a number, and any later one with it', () => {
  const locked = steps().filter((step) => isOf(step, { in: 'iommufd_lock_obj' }));
  const said = locked.map((_, i) => formatMoment(momentOf(locked.slice(0, i + 1)) ?? { in: '' }));
  expect(said.slice(0, 4)).toEqual([
    'iommufd_lock_obj:inc_not_zero(users)',
    'iommufd_lock_obj:inc_not_zero(wait)',
    'iommufd_lock_obj:inc_not_zero(users) x2',
    'iommufd_lock_obj:inc_not_zero(wait) x2',
  ]);
});

test('a moment that names a count is not that of another', () => {
  const waits = steps().filter((step) => isOf(step, { in: 'iommufd_lock_obj', of: 'wait' }));
  expect(waits.length).toBeGreaterThan(0);
  for (const { effect } of waits) expect(effect).toMatchObject({ do: 'count', count: 'wait' });
});

test('without a step, and in no kernel function, there is no moment', () => {
  const [step] = steps() as [Step];
  expect(momentOf([])).toBeUndefined();
  expect(momentOf([{ ...step, stack: [] }])).toBeUndefined();
});
