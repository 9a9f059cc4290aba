import { expect, test } from 'vitest';
import { designOf } from './custom_design.ts';
import { createProcess } from './process.fixture.ts';

test('a reference is left out of the object of a kind and an ID, not of another kind with that ID', () => {
  const usersWithout = (kind: string) => {
    const { script, users } = createProcess(designOf(`x: 7.3, without hwpt->fault of ${kind} 6`));
    script('open > c\nioas_alloc c > io\nmock_domain c pt=io > sd dev hw\nfault_alloc c > f ffd');
    script('hwpt_alloc c dev=dev pt=io fault=f > six');
    return users('f');
  };
  expect(usersWithout('hwpt_paging')).toEqual([2]);
  expect(usersWithout('hwpt_nested')).toEqual([3]);
});
