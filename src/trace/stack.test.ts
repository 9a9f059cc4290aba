import { describe, expect, test } from 'vitest';
import type { Step } from '../machine/index.ts';
import { MOCK, QUEUE, runText } from './run/run.fixture.ts';

/** The stacks, innermost two, of the steps that `is` picks. */
function stacks(text: string, is: (step: Step) => boolean, depth = 2): readonly string[] {
  const found = runText(text).frames.flatMap(({ step }) => (step && is(step) ? [step] : []));
  return [...new Set(found.map(({ stack }) => stack.slice(-depth).join(' > ')))];
}

const takes =
  (role: string, op: string) =>
  ({ effect }: Step): boolean =>
    effect.do === 'count' && effect.op === op && effect.ref?.role === role;

describe('what a handler leaves to iommufd_fops_ioctl is published there, after it returned', () => {
  const last = (text: string) => {
    const { frames } = runText(text);
    const op = Math.max(...frames.map((frame) => frame.op)) - 1;
    const steps = frames.filter((frame) => frame.op === op);
    return steps.findLast(({ step }) => step?.effect.do === 'slot')?.step?.stack;
  };

  test.each([
    ['a vIOMMU', QUEUE.split('\n').slice(0, -1).join('\n')],
    ['a hw_queue', QUEUE],
    ['a fault queue', 'open > c\nfault_alloc c > f ffd'],
  ])('%s', (_, text) => {
    expect(last(text)).toEqual(['iommufd_fops_ioctl', 'iommufd_object_finalize']);
  });

  test('what a handler publishes by hand is not', () => {
    expect(last('open > c\nioas_alloc c > io')).toEqual([
      'iommufd_fops_ioctl',
      'iommufd_ioas_alloc_ioctl',
      'iommufd_object_finalize',
    ]);
  });

  test('a queue that its driver refuses is undone there too', () => {
    const { frames } = runText(`${QUEUE}\nhw_queue_alloc c viommu=vi > q1`);
    const step = frames.findLast(({ step }) => step?.stack.includes('iommufd_object_abort'))?.step;
    expect(step?.stack.slice(0, 2)).toEqual(['iommufd_fops_ioctl', 'iommufd_object_abort_and_destroy']);
  });
});

describe('a count moves in the function of the kernel that moves it:', () => {
  test.each([
    ['hw_queue->access', 'inc', QUEUE, 'iommufd_access_create_internal > __iommufd_access_create'],
    ['pin lock', 'inc', QUEUE, 'iommufd_access_pin_pages > iopt_area_add_access'],
    ['pin lock', 'dec', `${QUEUE}\ndestroy c q0`, 'iommufd_access_unpin_pages > iopt_area_remove_access'],
    ['df->iommufd', 'inc', 'open > c\nvfio_bind c > d vfd', 'iommufd_ctx_from_fd > fget'],
    [
      'hwpt->fault',
      'inc',
      `${MOCK}\nfault_alloc c > f ffd\nhwpt_alloc c dev=dev pt=io fault=f > h`,
      'iommufd_fops_ioctl > iommufd_hwpt_alloc',
    ],
    [
      'hw_queue->prev',
      'inc',
      `${QUEUE}\nhw_queue_alloc c viommu=vi index=1 > q1`,
      'iommufd_hw_queue_depend > _iommufd_object_depend',
    ],
  ])('%s, %s', (role, op, text, stack) => {
    expect(stacks(text, takes(role, op))).toContain(stack);
  });

  test('a queue leaves its IOAS through iommufd_access_detach', () => {
    const found = stacks(
      `${QUEUE}\ndestroy c q0`,
      ({ effect }) => effect.do === 'lock' && effect.lock === 'ioas_lock',
      3,
    );
    expect(found).toContain(
      'iommufd_hw_queue_destroy_access > iommufd_access_detach_internal > iommufd_access_detach',
    );
  });

  test('an area appears in iopt_alloc_area_pages, and then domains_rwsem is taken for read', () => {
    const map = 'open > c\nioas_alloc c > io\nioas_map c ioas=io';
    expect(stacks(map, ({ effect }) => effect.do === 'alloc' && effect.what === 'iopt_area')).toEqual([
      'iopt_map_pages > iopt_alloc_area_pages',
    ]);
    const shared = ({ effect }: Step) =>
      effect.do === 'lock' && effect.lock === 'domains_rwsem' && effect.shared;
    expect(stacks(map, (step) => shared(step) === true)).toContain('iopt_map_user_pages > iopt_map_pages');
  });

  test('what a process that ends leaves behind is released in exit_task_work', () => {
    const { frames } = runText('open > c\nexit');
    const free = frames.findLast(({ step }) => step?.effect.do === 'free')?.step;
    expect(free?.stack.slice(0, 3)).toEqual(['do_exit', 'exit_task_work', 'task_work_run']);
  });
});
