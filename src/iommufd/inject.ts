/**
 * Fault injection, as the kernel's own tests use it on 7.3: failslab with /proc/self/fail-nth, and fail_usercopy. What
 * counts as an allocation is what can fail on its own in a path: objects and their files, domains, areas, an entry in
 * the access_list, and the lists of pinned pages.
 */
import type { Address, Steps } from '../machine/index.ts';
import { EFAULT, ENOMEM, type Kernel, refuse } from './kernel.ts';
import type { Failure } from './ops.ts';

/** Arms the failure of one operation; `disarm` says whether it was never reached. */
export function arm(k: Kernel, task: Address, failure: Failure | undefined): void {
  if (failure !== undefined) k.failing.set(task, failure);
}

export function* disarm(k: Kernel, task: Address): Steps<void> {
  if (k.failing.delete(task))
    yield { do: 'call', what: 'has done it all: what was to fail was never reached', of: task };
}

/** An allocation for `of`: 0, or -ENOMEM where it is the one that fails. */
export function* allocation(k: Kernel, of: Address, what: string): Steps<number> {
  const left = k.failing.get(k.current);
  if (typeof left !== 'number') return 0;
  if (left > 1) {
    k.failing.set(k.current, left - 1);
    return 0;
  }
  k.failing.delete(k.current);
  return yield* refuse(ENOMEM, of, `gets no memory for ${what}`);
}

/** copy_to_user() of an ioctl's answer: 0, or -EFAULT where it fails. */
export function* copyToUser(k: Kernel, of: Address): Steps<number> {
  if (k.failing.get(k.current) !== 'usercopy') return 0;
  k.failing.delete(k.current);
  return yield* refuse(EFAULT, of, 'cannot be told to user space: the copy to its memory fails');
}
