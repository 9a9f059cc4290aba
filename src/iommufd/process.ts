/** Processes and threads, as far as they hold files and mappings: kernel/exit.c and kernel/fork.c, 7.3. */
import {
  type Address,
  allocate,
  dupFd,
  exitFiles,
  fn,
  inline,
  markExited,
  NULL,
  type Steps,
  type Task,
  taskWorkRun,
  write,
} from '../machine/index.ts';
import type { Kernel } from './kernel.ts';
import { dupMmap, exitMmap } from './mmap.ts';

/** A task with nothing open. Without a `leader` it is a process of its own. */
export function createTask(k: Kernel, name: string, leader?: Address): Address {
  const task: Task = {
    kind: 'task',
    freed: false,
    name,
    leader: leader ?? NULL,
    fds: [],
    work: [],
    exited: false,
  };
  const address = allocate(k, task);
  if (leader === undefined) write(k, address, { leader: address });
  return address;
}

const exitTaskWork = inline('exit_task_work', taskWorkRun);

/** do_exit(): mappings, then descriptors in ascending order, then every release that was put off. */
export const doExit = fn('do_exit', function* (k: Kernel): Steps<void> {
  yield* exitMmap(k);
  yield* exitFiles(k);
  yield* exitTaskWork(k);
  yield* markExited(k);
});

/** kernel_clone(): a child with the same descriptors and mappings, each counted. Its task. */
export const fork = fn('kernel_clone', function* (k: Kernel): Steps<Address> {
  const child = createTask(k, 'child');
  yield { do: 'alloc', of: child, what: 'task_struct', refs: [] };
  yield* dupFd(k, child);
  yield* dupMmap(k, child);
  return child;
});
