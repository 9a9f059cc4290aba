import { expect, test } from 'vitest';
import { designOf, formatMoment, momentOf } from '../iommufd/index.ts';
import { decodeLink, formatOp, type Scenario } from '../scenario/index.ts';
import { judge, keepLedgers, missedIn, narrate, run } from './index.ts';
import { QUEUE, runText, verdictOf } from './run/run.fixture.ts';

const SECOND = 'hw_queue_alloc c viommu=vi index=1 > q1';

/** The steps of one operation of a run, from the front or the back. */
const stepsOf = ({ ops, frames }: ReturnType<typeof runText>, at: number) => {
  const { first, last } = ops.at(at) as (typeof ops)[number];
  return frames.slice(first + 1, last + 1).flatMap(({ step }) => step ?? []);
};

const AT = QUEUE.split('\n').length;

test('a thread is preempted right after its moment, which is the last of its steps', () => {
  const whole = stepsOf(runText(`${QUEUE}\nbg ${SECOND}`), AT);
  for (let n = 1; n <= whole.length; n++) {
    const moment = momentOf(whole.slice(0, n));
    if (!moment) throw new Error('a step in no kernel function');
    const steps = stepsOf(runText(`${QUEUE}\nbg until ${formatMoment(moment)} ${SECOND}`), AT);
    expect(steps).toEqual(whole.slice(0, n));
  }
});

test.each([
  ['iommufd_lock_obj', { event: 'inc_not_zero', of: 'users' }],
  ['iommufd_lock_obj:inc_not_zero', { event: 'inc_not_zero', of: 'users' }],
  ['iommufd_lock_obj:inc_not_zero x2', { event: 'inc_not_zero', of: 'wait' }],
  ['iommufd_lock_obj x2', { event: 'inc_not_zero', of: 'wait' }],
])('what a moment leaves out is any: %s', (moment, event) => {
  const last = stepsOf(runText(`${QUEUE}\nbg until ${moment} ${SECOND}`), AT).at(-1);
  expect(last && momentOf([last])).toMatchObject(event);
});

test('times count from where the thread began or went on', () => {
  const found = runText(
    `${QUEUE}\nbg until iopt_add_access:unlock ${SECOND}\nresume until iopt_area_add_access\nresume until iommufd_put_object x2\njoin\nclose c`,
  );
  const putsIn = (at: number) =>
    stepsOf(found, at).filter(({ stack }) => stack.at(-1) === 'iommufd_put_object').length;
  expect([putsIn(AT), putsIn(AT + 1), putsIn(AT + 2)]).toEqual([0, 0, 2]);
  expect(verdictOf(found).headline.name).toBe('FREED');
});

test.each([
  ['bg until iommufd_vdevice_destroy destroy c q0', 'returns and has not come to iommufd_vdevice_destroy'],
  ['bg until fput:lock(xa_lock) x3 destroy c q0', 'returns and has not come to fput:lock(xa_lock) x3'],
  ['vfio_bind c > idev vfd\nhold c idev\nbg until fput close vfd', 'sleeps and has not come to fput'],
  ['bg destroy c q0\nresume until fput', undefined],
])('%s: a moment that a thread does not come to is told', (lines, said) => {
  const found = runText(`${QUEUE}\n${lines}`);
  const told = found.frames.flatMap(({ step }) =>
    step?.effect.do === 'call' && step.effect.what.includes('has not come') ? [step.effect.what] : [],
  );
  expect(told).toEqual(said ? [said] : []);
  expect(found.ops.flatMap((_, i) => missedIn(found, i) ?? [])).toEqual(said ? [`the thread ${said}`] : []);
});

test('the sentence has a thread as its subject', () => {
  const found = runText(`${QUEUE}\nbg until iommufd_vdevice_destroy destroy c q0`);
  const { last } = found.ops[AT] as (typeof found.ops)[number];
  expect(narrate(found, last).text).toMatch(/thread .*returns and has not come to iommufd_vdevice_destroy/);
});

/** The runs that links with numbers of steps had when they were given out. */
test.each([
  [
    '1amaehj2E3Efkl--Bn--Ol2EJ1IJ0E10CHHc.H.~queue-raceoR',
    'UAF',
    '_iommufd_object_undepend touches hw_queue 7, which is freed',
  ],
  ['1alaehj2E3Ek3E--FCnHc.F.~late-countKp', 'UAF', 'iommufd_fops_mmap touches viommu 6, which is freed'],
  [
    '1apaem--Gn1JcHc0E.D.~destroy-countsX0',
    'UAF',
    '__mutex_lock.constprop.0 touches the file of access 2, which is freed',
  ],
])('%s ends as it did, and is preempted at moments', (link, name, because) => {
  const { ops, design } = decodeLink(link).scenario as Scenario;
  expect(ops.map(formatOp).join('\n')).not.toMatch(/bg \d|steps=/);
  const whole = run(ops, designOf(design));
  expect(judge(whole, keepLedgers(whole)).headline).toMatchObject({ name, because });
});
