import { expect, test } from 'vitest';
import { designOf, type Op } from '../../iommufd/index.ts';
import { formatText, parseText, SEED } from '../../scenario/index.ts';
import { conclude } from '../conclude.ts';
import { Exploration } from './explore.ts';
import { hittingSetsOf } from './hitting_sets.ts';
import { startOf } from './start.ts';

const QUEUE = SEED.ops.slice(0, -1);

function cutsIn(design: Parameters<typeof designOf>[0], ops: readonly Op[] = QUEUE): readonly string[] {
  const found = new Exploration(startOf(ops, designOf(design)));
  found.explore(10_000);
  return hittingSetsOf(ops, conclude(found).way, designOf(design), { states: 10_000, bytes: 2 ** 28 }).map(
    ({ says }) => says.join(' and '),
  );
}

test('naive is kept alive by the context file reference of the internal access, found without being told', () => {
  expect(cutsIn('naive')).toEqual(['access->ictx of access 8']);
});

test('each queue of naive has to let go: their references are one set', () => {
  const text = `${formatText({ ...SEED, ops: QUEUE })}hw_queue_alloc c viommu=vi index=1 > q1`;
  expect(cutsIn('naive', parseText(text).scenario.ops)).toEqual([
    'access->ictx of access 8 and access->ictx of access 10',
  ]);
});

test('contexts are named once there are two, and the run of the cut frees everything, as is said', () => {
  const text = `${formatText({ ...SEED, ops: QUEUE })}open > c2`;
  const ops = parseText(text).scenario.ops;
  expect(cutsIn('naive', ops)).toEqual(['access->ictx of access 8 of ictx 1']);
  const found = new Exploration(
    startOf(ops, designOf('x: naive, without access->ictx of access 8 of ictx 1')),
  );
  found.explore(10_000);
  expect(conclude(found).headline).toBe('FREED');
});

test('a reference that a design adds is left out like any other', () => {
  expect(cutsIn('x: 7.3, with hw_queue->ictx')).toEqual(['added hw_queue->ictx of hw_queue 7']);
});

test('where nothing leaks there is nothing to leave out', () => {
  expect(cutsIn('7.3')).toEqual([]);
});
