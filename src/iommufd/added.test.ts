import { expect, test } from 'vitest';
import { designOf } from './custom_design.ts';
import { createProcess, QUEUE } from './process.fixture.ts';

test('a queue that a design makes hold a queue holds the one before it, and never itself', () => {
  const { script, users, alive } = createProcess(designOf('x: 7.3, with hw_queue->hw_queue'));
  script(`${QUEUE}\nhw_queue_alloc c viommu=vi index=1 > q1`);
  expect(users('q0', 'q1')).toEqual([3, 1]);
  script('destroy c q1');
  expect(users('q0')).toEqual([1]);
  script('close c');
  expect(alive()).toEqual([]);
});
