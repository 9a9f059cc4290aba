/** What is compared with the kernel's recordings, under the names that they have there. */
export const COMPARED_FIELDS = {
  operation: [
    'i',
    'op',
    'text',
    'implicit',
    'ret',
    'errno',
    'out',
    'unmapped',
    'contexts',
    'release',
    'warns',
    'slept_s',
  ],
  context: ['file_count', 'released', 'objects', 'tombstones'],
  release: ['passes', 'order', 'skips'],
  order: ['pass', 'id', 'type', 'via'],
  skips: ['pass', 'id', 'type', 'users'],
  'every object': ['id', 'type', 'users', 'wait'],
  ioas: ['areas'],
  area: ['iova', 'length', 'num_accesses', 'num_locks', 'prevent_access'],
  device: ['vdev', 'destroying'],
  hwpt_paging: ['ioas', 'auto', 'nest_parent', 'fault'],
  hwpt_nested: ['parent', 'viommu', 'fault'],
  access: ['ioas', 'has_ictx', 'has_ops'],
  viommu: ['hwpt'],
  vdevice: ['viommu', 'dev', 'virt'],
  hw_queue: ['viommu', 'access', 'base', 'len'],
  veventq: ['viommu'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Events that are one micro-step here: each must come, with its fields, in the order of the kernel. */
export const COMPARED_EVENTS = [
  'alloc',
  'finalize',
  'abort',
  'removed',
  'destroyed',
  'dec_wait_blocked',
  'try_inc_users',
  'release_pass',
  'release_skip',
  'ctx_get',
  'ctx_put',
  'eventq_file_release',
] as const;

/** Events that say where a function begins or ends, or what it was called with. */
export const OTHER_EVENTS = [
  'abort_and_destroy',
  'access_change_ioas',
  'background_op_done',
  'ctx_open',
  'destroy',
  'hw_queue_destroy',
  'notify_unmap_visit',
  'release_begin',
  'release_end',
  'release_pass_end',
  'remove_enter',
  'remove_exit',
  'vdevice_abort_or_destroy',
  'vma_close',
] as const;

/** Fields of events that say nothing about the order; nor does the caller of a put, whom the compiler chose. */
export const FIELDS_LEFT_OUT = ['ctx', 'ret', 'pre_destroy'] as const;
