import type { Address } from './memory.ts';

/** The fields of one kind of cell that hold addresses: `many` where they hold lists. Any other word is one. */
export type Pointers = Readonly<Record<string, string>>;

/** Those fields as a cell has them. A kind of cell takes its pointers from its table, so that no table lacks one. */
export type PointersOf<T extends Pointers> = {
  readonly [Field in keyof T]: T[Field] extends 'many' ? readonly Address[] : Address;
};

/** What points in the cells that every kernel has. */
export const MACHINE_POINTERS = {
  file: {
    /** filp->private_data. */
    private: 'one',
  },
  task: {
    /** The thread whose descriptors it shares: itself, unless it is a second thread of a process. */
    leader: 'one',
    /** Files by descriptor; RESERVED where the number is taken and no file is installed yet. */
    fds: 'many',
    /** task_work: files whose release waits, newest first; that is the order they run in. */
    work: 'many',
  },
  lock: {
    /** The tasks that hold it. */
    by: 'many',
  },
  xarray: {
    /** Slot by ID; index 0 is never used, and there are no empty slots at the end. */
    slots: 'many',
  },
} as const satisfies Readonly<Record<string, Pointers>>;
