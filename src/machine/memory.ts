/**
 * Kernel memory: cells of plain data, never moved, never reused. A cell's address is its index; 0 is NULL.
 * A write replaces the cell, so yesterday's snapshot stays as it was.
 */

export type Address = number;

export const NULL: Address = 0;

/** A pointer that was read from freed memory: slab poison, which is no address. */
export const POISON: Address = -2;

export interface Cell {
  readonly kind: string;
  /** Freed memory keeps its last state: touching it is a finding, not a crash of the emulator. */
  readonly freed: boolean;
}

export interface Memory {
  /** Replaced cell by cell; index 0 is a placeholder nobody can read. */
  cells: Cell[];
  /** Freed cells that were read or written since the last micro-step. */
  touched: Address[];
}

/** A bad pointer was followed: NULL, or a marker value that is no pointer. The task that did it dies. */
export class BadPointer extends Error {
  readonly address: Address;

  constructor(address: Address) {
    super(`bad pointer ${address}`);
    this.address = address;
  }
}

/** The state after a micro-step: what the cells are, frozen in time by never being written in place. */
export type Snapshot = readonly Cell[];

export function createMemory(): Memory {
  return { cells: [{ kind: 'NULL', freed: true }], touched: [] };
}

/** kzalloc(): a new cell. Cannot fail. */
export function allocate(memory: Memory, cell: Cell): Address {
  memory.cells.push(cell);
  return memory.cells.length - 1;
}

/** Follow a pointer. Throws BadPointer for NULL and for marker values. */
export function read(memory: Memory, address: Address): Cell {
  const cell = memory.cells[address];
  if (cell === undefined || address === NULL) throw new BadPointer(address);
  if (cell.freed) memory.touched.push(address);
  return cell;
}

/** Store into a cell. Throws BadPointer as `read` does. */
export function write(memory: Memory, address: Address, fields: object): void {
  memory.cells[address] = { ...read(memory, address), ...fields };
}

/** kfree(): the cell stays as a ghost. */
export function release(memory: Memory, address: Address): void {
  write(memory, address, { freed: true });
}

export function snapshot(memory: Memory): Snapshot {
  return memory.cells.slice();
}
