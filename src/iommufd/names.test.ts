import { describe, expect, test } from 'vitest';
import { OPS } from './op_table.ts';
import { ROLES, type RoleName } from './refs.ts';

/** What the emulation once said, and 7.3 does not have, or has elsewhere. */
const NOT_THERE = ['__do_munmap', 'alloc_file', 'ksys_dup', 'close', 'iommufd_object_destroy_user'];

describe('a function that takes or puts a reference', () => {
  const names = Object.values(ROLES).flatMap(({ taken, put }) => `${taken}, ${put}`.split(/, | or /));

  test('is one of the kernel', () => {
    for (const name of names) expect(name).toMatch(/^\w+$/);
    expect(names.filter((name) => NOT_THERE.includes(name))).toEqual([]);
  });

  test.each<[RoleName, string, string]>([
    ['df->iommufd', 'iommufd_ctx_from_fd', 'iommufd_ctx_put'],
    ['file->access', '__iommufd_access_create', 'iommufd_access_destroy'],
    ['hwpt->fault', 'iommufd_hwpt_alloc', '__iommufd_hwpt_destroy'],
    ['pin', 'iopt_area_add_access', 'iopt_area_remove_access'],
    ['hw_queue->prev', '_iommufd_object_depend', '_iommufd_object_undepend'],
  ])('of %s is the holder’s own', (role, taken, put) => {
    expect(ROLES[role]).toMatchObject({ taken, put });
  });
});

test('the system call that ends a process ends all of its threads', () => {
  expect(OPS.exit.entry).toBe('exit_group(2)');
});
