import type { Moment } from './moment.ts';
import type { OperandSpec, OpSpec } from './op_spec.ts';
import { OPS } from './op_table.ts';

/** The name of an operation. */
export type OpName = keyof typeof OPS;

/** A label, or a raw number: an object ID or a plain value. File descriptors and handles are always labels. */
export type Operand = string | bigint;

/**
 * What fails inside an operation: 'usercopy', the copy of its answer to user memory, with -EFAULT; or a number n, its
 * n-th allocation, with -ENOMEM.
 */
export type Failure = 'usercopy' | number;

/** One operation: plain data. Operands left out take the table's default. */
export interface Op {
  readonly name: OpName;
  readonly operands: Readonly<Record<string, Operand>>;
  readonly labels: readonly string[];
  /** A second thread of the process does it; `join` waits for its end. */
  readonly background?: true;
  /**
   * When that thread is preempted: right after a moment of its course, or after so many micro-steps of the rules as they
   * are now. It goes on when the other waits, at a `resume`, or at the `join`. A `resume` can have a moment too.
   */
  readonly preempted?: number | Moment;
  readonly fails?: Failure;
  /** It stands in its place and is not done: its labels keep what they had. */
  readonly off?: true;
}

export const OP_NAMES = Object.keys(OPS) as readonly OpName[];

/** The exit that the end of a process brings, where no operation ends it before. */
export const EXIT: Op = { name: 'exit', operands: {}, labels: [] };

/** Nothing can follow it: the process is gone. */
export function endsProcess({ name, off }: Op): boolean {
  return !off && (name === 'exit' || name === 'sigkill_self');
}

export function opSpec(name: OpName): OpSpec {
  return OPS[name];
}

/** Whether an operand must be given, beside what is given. */
export function isNeeded(spec: OperandSpec, given: Readonly<Record<string, unknown>>): boolean {
  return spec.default === undefined && (spec.or === undefined || given[spec.or] === undefined);
}

/** Operands of an operation of which only one can be given, and both are. */
export function bothGiven(
  name: OpName,
  given: Readonly<Record<string, unknown>>,
): readonly [string, string] | undefined {
  const both = OPS[name].operands.find(
    (one: OperandSpec) => one.or && given[one.name] != null && given[one.or] != null,
  );
  const { or } = (both ?? {}) as Partial<OperandSpec>;
  return both && or ? [both.name, or] : undefined;
}
