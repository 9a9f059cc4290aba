import { expect, test } from 'vitest';
import { designOf, type Op } from '../../iommufd/index.ts';
import { parseText } from '../../scenario/index.ts';
import { Twins } from './twins.ts';

const OPS = parseText(`open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0`).scenario.ops;

const isOne = ([one, other]: readonly [unknown, unknown]) => one === other;

test('one run does for both until code asks in what the designs differ', () => {
  const twins = new Twins([designOf('naive'), designOf('7.3')]);
  let both = twins.start;
  const shared = OPS.map((op) => {
    const [one, other] = twins.run(both, op);
    both = [one.reached, other.reached];
    return one === other;
  });
  expect(shared).toEqual([true, true, true, true, true, true, false]);
  expect(isOne(both)).toBe(false);
});

test('where code asks and both come to the same state they go on as one', () => {
  const twins = new Twins([designOf('no-area-lock'), designOf('7.3')], OPS.slice(0, 6));
  const unmap: Op = { name: 'ioas_unmap', operands: { ctx: 'c', ioas: 'io' }, labels: [] };
  const [one, other] = twins.run(twins.start, unmap);
  expect(isOne([one, other])).toBe(false);
  expect(isOne([one.reached, other.reached])).toBe(true);
});

test('what nobody counts is looked at in both, from the first operation on', () => {
  const twins = new Twins([designOf('x: 7.3, without access->ioas'), designOf('7.3')]);
  expect(isOne(twins.start)).toBe(false);
});
