import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DesignName, designOf, MAIN_DESIGNS } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import { SEED } from '../scenario/index.ts';
import { keepLedgers, run } from '../trace/index.ts';
import { differencesOf, type RunDifference, sceneOf } from './index.ts';

type Ops = Parameters<typeof run>[0];

function differences(ops: Ops, ...designs: DesignName[]): readonly RunDifference[] {
  const runs = designs.map((name) => run(ops, designOf(name)));
  return differencesOf(
    sceneOf(runs),
    runs.map((one, i) => ({ name: `${i}`, run: one, ledgers: keepLedgers(one) })),
  );
}

test('naive and 7.3 part where the queue is made: the file count, and the reference of the access', () => {
  const [first, ...others] = differences(SEED.ops, 'naive', '7.3');
  expect(first?.op).toBe(6);
  expect(first?.says).toEqual([
    'ictx 1: file count 2 in 0, file count 1 in 1',
    'access->ictx, access on ictx: held in 0, not held in 1',
  ]);
  expect(others[0]).toMatchObject({ op: 7 });
  expect(others[0]?.says).toContain('hw_queue 7: users 1, wait_cnt 1 in 0, freed in 1');
});

test('a design never parts from itself, 60 random scenarios', () => {
  fc.assert(
    fc.property(opsArbitrary(20), fc.constantFrom(...MAIN_DESIGNS), (ops, name) => {
      expect(differences(ops, name, name)).toEqual([]);
    }),
    { seed: 20261124, numRuns: 60 },
  );
});

test('what an operation returns comes first', () => {
  const ops: Ops = [
    ...SEED.ops.slice(0, -1),
    { name: 'destroy', operands: { ctx: 'c', id: 'io' }, labels: [] },
  ];
  const [first] = differences(ops, '7.3', 'x: 7.3, without hwpt->ioas, without access->ioas');
  const last = differences(ops, '7.3', 'x: 7.3, without hwpt->ioas, without access->ioas').find(
    ({ op }) => op === 7,
  );
  expect(first?.op).toBe(2);
  expect(last?.says[0]).toBe('returns EBUSY in 0, returns 0 in 1');
});
