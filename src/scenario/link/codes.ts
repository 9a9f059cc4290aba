import type { EventName, OpName, PresetName } from '../../iommufd/index.ts';

/**
 * What a link says for each operation and operand. Frozen: links are for ever, so a line here is never changed and an
 * operand's place never moves. New operations take the next letter, new operands the next place, of at most nine.
 */
export const OP_CODES: Readonly<Record<OpName, readonly [code: string, ...operands: string[]]>> = {
  open: ['a'],
  dup: ['b', 'fd'],
  close: ['c', 'fd'],
  exit: ['d'],
  ioas_alloc: ['e', 'ctx'],
  ioas_map: ['f', 'ctx', 'ioas', 'iova', 'len', 'va'],
  ioas_unmap: ['g', 'ctx', 'ioas', 'iova', 'len', 'all'],
  mock_domain: ['h', 'ctx', 'pt', 'flags'],
  mock_replace: ['i', 'ctx', 'stdev', 'pt'],
  hwpt_alloc: ['j', 'ctx', 'dev', 'pt', 'nest_parent', 'nested', 'fault', 'pasid'],
  viommu_alloc: ['k', 'ctx', 'dev', 'hwpt', 'data'],
  hw_queue_alloc: ['l', 'ctx', 'viommu', 'index', 'iova', 'len', 'type'],
  access_create: ['m', 'ctx', 'ioas', 'pin'],
  destroy: ['n', 'ctx', 'id'],
  vfio_bind: ['o', 'ctx', 'hw', 'vfio'],
  vfio_attach: ['p', 'ctx', 'vfio', 'pt'],
  vdevice_alloc: ['q', 'ctx', 'viommu', 'dev', 'virt'],
  veventq_alloc: ['r', 'ctx', 'viommu', 'depth'],
  fault_alloc: ['s', 'ctx'],
  vfio_ioas: ['t', 'ctx', 'op', 'ioas'],
  pasid_attach: ['u', 'ctx', 'stdev', 'pasid', 'pt'],
  pasid_detach: ['v', 'ctx', 'stdev', 'pasid'],
  access_replace: ['w', 'ctx', 'access', 'ioas'],
  pin: ['x', 'ctx', 'access', 'iova', 'len'],
  unpin: ['y', 'ctx', 'access', 'item'],
  access_rw: ['z', 'ctx', 'access', 'iova', 'len'],
  fork: ['A'],
  kill: ['B', 'process'],
  mmap: ['C', 'ctx', 'viommu', 'off'],
  munmap: ['D', 'mapping'],
  hold: ['E', 'ctx', 'id', 'slot'],
  unhold: ['F', 'slot'],
  sleep: ['G', 'ms'],
  join: ['H'],
  sigkill_self: ['I'],
  resume: ['J', 'thread', 'steps'],
  vfio_detach: ['K', 'ctx', 'vfio'],
};

/** How a claim says that a run ends. */
export const VERDICT_CODES = {
  UAF: 'u',
  'BAD PUT': 'b',
  HANG: 'h',
  LEAK: 'l',
  'NO PROGRESS': 'n',
  WARN: 'w',
  REFUSED: 'r',
  ALIVE: 'a',
  FREED: 'f',
} as const satisfies Readonly<Record<string, string>>;

/** Stands before an operation that is switched off, before all else. No operation has this letter. */
export const OFF_MARK = 'Z';

/** Stands before an operation in the background. */
export const BACKGROUND_MARK = '-';

/** Stands before an operation in which something fails, and before a number: 0 for the copy of its answer, n for its n-th allocation. */
export const FAILURE_MARK = '_';

/** Stands before the moment until which a thread goes on. */
export const UNTIL_MARK = '~';

/** How a moment says what happens in it. Frozen, as the operations are. */
export const EVENT_CODES: Readonly<Record<EventName, string>> = {
  inc: 'a',
  inc_not_zero: 'b',
  dec: 'c',
  dec_and_test: 'd',
  dec_if_one: 'e',
  set: 'f',
  uncounted: 'g',
  handover: 'h',
  alloc: 'i',
  free: 'j',
  slot: 'k',
  lock: 'l',
  unlock: 'm',
  blocked: 'n',
  sleep: 'o',
  wake: 'p',
  call: 'q',
  refuse: 'r',
  pass: 's',
  log: 't',
  oops: 'u',
};

/** The place that stands for the labels. */
export const LABELS_PLACE = '9';

export const DESIGN_CODES: Readonly<Record<PresetName, string>> = {
  naive: 'n',
  v6: 's',
  '7.3': 'm',
  'v6-queue-first': 'q',
  'ops-test': 'o',
  'no-area-lock': 'u',
  'internal-ops': 'M',
  'v6-queue-first+ops': 'Q',
  'external-no-ops': 'e',
  'stored-ictx': 'i',
  'no-zeroing': 'z',
  macro: 'a',
  '6.16': 'b',
  v7: 'v',
  '6.17-rc6': 'c',
  '6.17': 'd',
  'vdevice-uncounted': 'f',
  'abort-under-lock': 'g',
  'abort-late-fput': 'h',
  'abort-extra-user': 'j',
  'abort-leaks-used': 'k',
  'late-mmap-count': 'l',
  'destroy-counts': 'p',
  'ten-seconds': 't',
  'put-wakes': 'w',
  '6.12': 'r',
};
