import { expect, test } from 'vitest';
import { designOf } from '../../iommufd/index.ts';
import { SEED } from '../../scenario/index.ts';
import { sinceOf } from './since.ts';

const QUEUE = SEED.ops.slice(0, -1);

const MOST = { states: 1000, bytes: 2 ** 26 };

test('naive can leak since its first queue, and not before', () => {
  const { P1, P2 } = sinceOf(QUEUE, designOf('naive'), MOST);
  expect([P1, P2].map((count) => QUEUE[(count ?? 0) - 1]?.name)).toEqual([
    'hw_queue_alloc',
    'hw_queue_alloc',
  ]);
});

test('what holds at the end is not asked since when it fails', () => {
  expect(sinceOf(QUEUE, designOf('7.3'), MOST)).toEqual({});
});
