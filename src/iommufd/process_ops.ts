import type { OpSpec } from './op_spec.ts';
import { ctx, descriptor, handle, id, u32 } from './operand.ts';

/** What a process does with descriptors, mappings, children and time. */
export const PROCESS_OPS = {
  open: {
    entry: 'open("/dev/iommu")',
    says: 'open a context',
    operands: [],
    labels: [{ stem: 'c', names: 'iommufd' }],
  },
  dup: {
    entry: 'dup(2)',
    says: 'duplicate a file descriptor',
    operands: [descriptor],
    labels: [{ stem: 'd', names: 'iommufd' }],
  },
  close: { entry: 'close(2)', says: 'close a file descriptor', operands: [descriptor], labels: [] },
  exit: { entry: 'exit_group(2)', says: 'end the process', operands: [], labels: [] },
  sigkill_self: { entry: 'kill(2)', says: 'the process kills itself', operands: [], labels: [] },
  fork: {
    entry: 'fork(2)',
    says: 'a child inherits descriptors and mappings, and sleeps',
    operands: [],
    labels: [{ stem: 'p', names: 'process' }],
  },
  kill: {
    entry: 'kill(2)',
    says: 'kill a child',
    operands: [{ ...handle('process', ['process'], 'the child'), positional: true }],
    labels: [],
  },
  mmap: {
    entry: 'mmap(2)',
    says: 'map the region of a vIOMMU',
    operands: [
      ctx,
      { ...id('viommu', ['viommu'], 'the vIOMMU; it needs driver data'), or: 'off' },
      {
        name: 'off',
        type: 'u64',
        default: null,
        says: 'an offset instead, whichever vIOMMU has its region there',
      },
    ],
    labels: [{ stem: 'm', names: 'mapping' }],
  },
  munmap: {
    entry: 'munmap(2)',
    says: 'unmap a region',
    operands: [{ ...handle('mapping', ['mapping'], 'the mapping'), positional: true }],
    labels: [],
  },
  sleep: {
    entry: 'nanosleep(2)',
    says: 'let time pass',
    operands: [u32('ms', 100n, 'milliseconds')],
    labels: [],
  },
  resume: {
    entry: 'schedule()',
    says: 'let a thread in the background go on until it is preempted again',
    operands: [
      u32('thread', 0n, 'which thread that was not joined; 0 is the oldest'),
      u32('steps', 1n, 'steps that it runs for, if there is no until'),
    ],
    labels: [],
  },
  join: {
    entry: 'pthread_join(3)',
    says: 'wait for the operation in the background',
    operands: [],
    labels: [],
  },
} as const satisfies Record<string, OpSpec>;
