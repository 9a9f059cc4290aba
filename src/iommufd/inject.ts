/**
 * Fault injection, as the kernel's own tests use it on 7.3: failslab with /proc/self/fail-nth, and fail_usercopy. What
 * counts as an allocation is what can fail on its own in a path: contexts, objects and their files, domains, attach
 * handles, areas, an entry in the access_list, and the lists of pinned pages.
 */
import type { Address, Result, Steps } from '../machine/index.ts';
import { type Armed, EFAULT, ENOMEM, type Kernel, refuse } from './kernel.ts';
import type { Failure, OpName } from './ops.ts';

/** Arms the failure of one operation. */
export function arm(k: Kernel, task: Address, failure: Failure | undefined): void {
  if (failure !== undefined) k.failing.set(task, { failure, made: 0 });
}

/** The operation is over: false, and a step that says so, where the failure was never reached. */
export function* disarm(k: Kernel, task: Address, name: OpName): Steps<boolean> {
  const armed = k.failing.get(task);
  if (!armed) return true;
  k.failing.delete(task);
  const what = `returns from ${name} with no fault injected: ${missed(armed)}`;
  yield { do: 'call', what, of: task };
  return false;
}

function missed({ failure, made }: Armed): string {
  if (failure === 'usercopy') return 'it copied no result to user space';
  if (made === 0) return 'it made no allocation';
  return `it made ${made === 1 ? '1 allocation' : `${made} allocations`}, and number ${failure} was to fail`;
}

/** An allocation for `of`: 0, or -ENOMEM where it is the one that fails. */
export function* allocation(k: Kernel, of: Address, what: string): Steps<Result> {
  const armed = k.failing.get(k.current);
  if (!armed || armed.failure === 'usercopy') return 0;
  const made = armed.made + 1;
  if (made < armed.failure) {
    k.failing.set(k.current, { ...armed, made });
    return 0;
  }
  k.failing.delete(k.current);
  return yield* refuse(ENOMEM, of, `gets no memory for ${what}`);
}

/** copy_to_user() of an ioctl's answer: 0, or -EFAULT where it fails. */
export function* copyToUser(k: Kernel, of: Address): Steps<Result> {
  if (k.failing.get(k.current)?.failure !== 'usercopy') return 0;
  k.failing.delete(k.current);
  return yield* refuse(EFAULT, of, 'cannot be copied to user space');
}
