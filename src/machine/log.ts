import type { Machine } from './machine.ts';
import { type BadPointer, NULL, POISON } from './memory/memory.ts';
import { RESERVED } from './memory/xarray.ts';
import type { LogKind, Steps } from './step.ts';

/** The innermost function that is not inlined: what the kernel prints as RIP. */
function rip(machine: Machine): string {
  return machine.stack.findLast((name) => !machine.inlined.has(name)) ?? 'do_syscall_64';
}

function isRecorded(machine: Machine, lines: readonly string[]): boolean {
  return lines.every((line) => machine.recordedLines.has(line));
}

/** What a WARN tells beside its place. */
export interface Warning {
  readonly kind?: LogKind;
  /** What WARN() prints first; WARN_ON() prints no message. */
  readonly message?: string;
  /** What is wrong, where the kernel has no message for it. */
  readonly why?: string;
  /** The function in which the WARN stands, where it is called by the one that is on the stack. */
  readonly at?: string;
}

/** WARN_ON() or WARN(): prints where it stands and goes on. `place` is file:line in 7.3 where a recording tells the line. */
export function* warn(
  machine: Machine,
  place: string,
  { kind = 'warn', message, why, at = rip(machine) }: Warning = {},
): Steps<void> {
  const where = `WARNING: ${place} at ${at}`;
  const lines = [...(message ? [message] : []), where, `RIP: 0010:${at}`];
  const recorded = isRecorded(machine, lines);
  yield { do: 'log', kind, level: 'warn', lines, recorded, says: message ?? why ?? where };
}

/** What a bad pointer is to the processor: NULL, XA_ZERO_ENTRY, or what slab poisoning makes of freed memory. */
const VALUES: ReadonlyMap<number, bigint> = new Map([
  [NULL, 0n],
  [RESERVED, 0x406n],
  [POISON, 0x6b6b6b6b6b6b6b6bn],
]);

const PAGE_SIZE = 4096n;

function oopsHead(address: bigint, writes: boolean): readonly string[] {
  const hex = address.toString(16);
  // Such an address has no page that could be missing: no page fault, and no error code of one.
  if (address >= PAGE_SIZE)
    return [`Oops: general protection fault, probably for non-canonical address 0x${hex}: 0000 [#1] SMP`];
  return [
    `BUG: kernel NULL pointer dereference, address: ${hex.padStart(16, '0')}`,
    `Oops: 000${writes ? 2 : 0}`,
  ];
}

/** What the kernel prints when a task follows a bad pointer, and whether a real one was recorded printing it. */
export function oopsLog(
  machine: Machine,
  { address, offset, writes }: BadPointer,
): { readonly lines: readonly string[]; readonly recorded: boolean } {
  const at = `RIP: 0010:${rip(machine)}`;
  const lines = [...oopsHead((VALUES.get(address) ?? 0n) + BigInt(offset), writes), at, at];
  return { lines, recorded: isRecorded(machine, lines) };
}

/** pr_crit(). */
export function* crit(machine: Machine, message: string, kind: LogKind): Steps<void> {
  const lines = [message];
  yield { do: 'log', kind, level: 'crit', lines, recorded: isRecorded(machine, lines), says: message };
}
