/**
 * Kernel memory: cells of plain data, never moved, never reused. A cell's address is its index; 0 is NULL.
 * A write replaces the cell, so yesterday's snapshot stays as it was.
 */

declare const address: unique symbol;

/** What a pointer holds: the address of a cell, NULL, or a marker below it that leads nowhere, POISON or RESERVED. */
export type Address = number & { readonly [address]: never };

export const NULL = 0 as Address;

/** A pointer that was never initialised, or was read from freed memory: slab poison. */
export const POISON = -2 as Address;

export function isPoison(pointer: Address): boolean {
  return pointer === POISON;
}

/** One allocation of memory, as plain data. */
export interface Cell {
  readonly kind: string;
  /** Freed memory keeps its last state: touching it is a finding, not a crash of the emulator. */
  readonly freed: boolean;
}

/** A freed cell was read or written. */
export interface Touch {
  readonly of: Address;
  /** The kernel function that did it; empty for the system call itself. */
  readonly by: string;
}

/** The memory of a kernel, and what is noted while code works on it. */
export interface Memory {
  /** Replaced cell by cell; index 0 is a placeholder nobody can read. */
  cells: Cell[];
  /** The kernel stack of the task that runs, outermost function first. */
  stack: string[];
  /** What was touched of freed memory since the last micro-step. */
  touched: Touch[];
  /** Observes every access, so that the explorer need not run a path again where it would read the same. */
  watch: Watch | null;
}

/** A field of a cell; one entry of an array that is used as a table is a field of its own, `slots.3`. */
export type Field = string;

/** Who wants to know what code reads and writes. `kind` never changes, so nobody is told of it. */
export interface Watch {
  /** The code learns the value of a field, and goes on by it. */
  reads(address: Address, field: Field, value: unknown): void;
  writes(address: Address, field: Field, value: unknown): void;
  /** The field went from one value to another by a rule. All that the code learns of it is `seen`. */
  changes(address: Address, field: Field, rule: Rule, seen: unknown): void;
  /** A table has so many entries in this state; how many it has at most in any. */
  room(address: Address, field: Field, length: number): number;
  /** What the code gets for a cell, so that each field it looks at is a read. */
  view(address: Address, cell: Cell): Cell;
  /** A loop begins, a turn of it begins with nothing known but its cursor, the loop is over. */
  loop(event: 'enter' | 'turn' | 'leave', value: unknown): void;
}

/** How a field changes: by its old value alone. `name` is the same for the same rule. */
export interface Rule {
  readonly name: string;
  apply(from: never): { readonly to: unknown; readonly seen: unknown };
}

/** A bad pointer was followed: NULL, or a marker value that is no pointer. The task that did it dies. */
export class BadPointer extends Error {
  readonly address: Address;
  /** Bytes from there to the member that was accessed. */
  readonly offset: number;
  readonly writes: boolean;

  constructor(address: Address, offset = 0, writes = false) {
    super(`bad pointer ${address}`);
    this.address = address;
    this.offset = offset;
    this.writes = writes;
  }
}

/** The state after a micro-step: what the cells are, frozen in time by never being written in place. */
export type Snapshot = readonly Cell[];

/** The cells of a state, each with its address. */
export function entries(state: Snapshot): ArrayIterator<[Address, Cell]> {
  return state.entries() as ArrayIterator<[Address, Cell]>;
}

export function createMemory(): Memory {
  return { cells: [{ kind: 'NULL', freed: true }], stack: [], touched: [], watch: null };
}

/** kzalloc(): a new cell. Cannot fail. */
export function allocate(memory: Memory, cell: Cell): Address {
  const address = memory.cells.length as Address;
  memory.watch?.reads(NULL, 'length', address);
  memory.cells.push(cell);
  memory.watch?.writes(NULL, 'length', address + 1);
  for (const [field, value] of Object.entries(cell)) memory.watch?.writes(address, field, value);
  return address;
}

function follow(memory: Memory, address: Address, offset?: number, writes?: boolean): Cell {
  const cell = memory.cells[address];
  if (cell === undefined || address === NULL) throw new BadPointer(address, offset, writes);
  memory.watch?.reads(address, 'freed', cell.freed);
  if (cell.freed) memory.touched.push({ of: address, by: memory.stack.at(-1) ?? '' });
  return cell;
}

/** Follow a pointer. Throws BadPointer for NULL and for marker values. */
export function read(memory: Memory, address: Address): Cell {
  const cell = follow(memory, address);
  return memory.watch ? memory.watch.view(address, cell) : cell;
}

/** Store into a cell. Throws BadPointer as `read` does. */
export function write(memory: Memory, address: Address, fields: object): void {
  memory.cells[address] = { ...follow(memory, address), ...fields };
  if (memory.watch)
    for (const [field, value] of Object.entries(fields)) memory.watch.writes(address, field, value);
}

/** kfree(): the cell stays as a ghost. */
export function release(memory: Memory, address: Address): void {
  write(memory, address, { freed: true });
}

/**
 * Changes a field, `offset` bytes into the cell, by a rule, and says no more of it than the rule does. Throws
 * BadPointer as `read` does.
 */
export function change<T, S>(
  memory: Memory,
  address: Address,
  field: Field,
  rule: { readonly name: string; apply(from: T): { readonly to: T; readonly seen: S } },
  offset = 0,
): { readonly from: T; readonly to: T; readonly seen: S } {
  const cell = follow(memory, address, offset, true);
  const from = (cell as unknown as Record<Field, T>)[field] as T;
  const { to, seen } = rule.apply(from);
  if (to !== from) memory.cells[address] = { ...cell, [field]: to } as Cell;
  memory.watch?.changes(address, field, rule as Rule, seen);
  return { from, to, seen };
}

/** Cells of a kind, freed ones too, by address. */
export function allocations(memory: Memory, kind: string): Address[] {
  memory.watch?.reads(NULL, 'length', memory.cells.length);
  const found: Address[] = [];
  for (const [address, cell] of entries(memory.cells)) if (cell.kind === kind) found.push(address);
  return found;
}

/** Cells of a kind that are not freed, by address. */
export function living(memory: Memory, kind: string): Address[] {
  return allocations(memory, kind).filter((address) => {
    const { freed } = memory.cells[address] as Cell;
    memory.watch?.reads(address, 'freed', freed);
    return !freed;
  });
}

/** A field of a cell, freed or not, that code goes on by without following a pointer to it. */
export function peek(memory: Memory, address: Address, field: Field): unknown {
  const value = (memory.cells[address] as unknown as Readonly<Record<Field, unknown>>)[field];
  memory.watch?.reads(address, field, value);
  return value;
}

/** What a pointer points at, freed or not; undefined for what is no address. */
export function kindOf(memory: Memory, address: Address): string | undefined {
  return address > NULL ? memory.cells[address]?.kind : undefined;
}

/** The state as it is now. @internal */
export function snapshot(memory: Memory): Snapshot {
  return memory.cells.slice();
}
