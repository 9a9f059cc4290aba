import { isInlined, type Machine } from './machine.ts';
import { type Address, NULL, POISON } from './memory.ts';
import type { LogKind, Steps } from './step.ts';

/** The innermost function that is not inlined: what the kernel prints as RIP. */
function rip(machine: Machine): string {
  return machine.stack.findLast((name) => !isInlined(name)) ?? 'do_syscall_64';
}

/** WARN_ON(): prints where it stands and goes on. `place` is file:line in 7.3. */
export function* warn(
  machine: Machine,
  place: string,
  message?: string,
  kind: LogKind = 'warn',
): Steps<void> {
  const at = rip(machine);
  yield {
    do: 'log',
    kind,
    level: 'warn',
    lines: [...(message ? [message] : []), `WARNING: ${place} at ${at}`, `RIP: 0010:${at}`],
  };
}

/** What the kernel prints when a task follows a bad pointer. */
export function oopsLines(machine: Machine, address: Address): readonly string[] {
  const at = `RIP: 0010:${rip(machine)}`;
  if (address === NULL)
    return ['BUG: kernel NULL pointer dereference, address: 0000000000000000', 'Oops: 0000', at, at];
  if (address !== POISON)
    return ['BUG: unable to handle page fault for a marker value', 'Oops: 0000', at, at];
  // What slab poisoning makes of a pointer that was read from freed memory.
  return [
    'Oops: general protection fault, probably for non-canonical address 0x6b6b6b6b6b6b6b9c: 0000 [#1] SMP',
    at,
    at,
  ];
}

/** pr_crit(). */
export function* crit(_machine: Machine, message: string, kind: LogKind): Steps<void> {
  yield { do: 'log', kind, level: 'crit', lines: [message] };
}
