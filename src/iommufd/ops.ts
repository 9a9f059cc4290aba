import type { OpSpec } from './op_spec.ts';
import { OPS } from './op_table.ts';

export type OpName = keyof typeof OPS;

/** A label, or a raw number: an object ID or a plain value. File descriptors are always labels. */
export type Operand = string | bigint;

/** One operation: plain data. Operands left out take the table's default. */
export interface Op {
  readonly name: OpName;
  readonly operands: Readonly<Record<string, Operand>>;
  readonly labels: readonly string[];
}

export const OP_NAMES = Object.keys(OPS) as readonly OpName[];

export function opSpec(name: OpName): OpSpec {
  return OPS[name];
}
