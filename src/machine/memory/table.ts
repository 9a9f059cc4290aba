/** Arrays in cells: tables, whose entries change one by one, and lists, which are added to and taken from. */
import type { Machine } from '../machine.ts';
import { type Address, type Cell, change, type Field, NULL, read } from './memory.ts';

/** An entry of a table that nothing was stored in. */
export const EMPTY: Address = NULL;

type Arrays = Readonly<Record<Field, readonly Address[]>>;

function arrayOf(machine: Machine, of: Address, field: Field): readonly Address[] {
  return (machine.cells[of] as unknown as Arrays)[field] ?? [];
}

/** The length of a table. While a watch observes, the greatest length in any state that it has seen. */
export function roomOf(machine: Machine, of: Address, field: Field): number {
  read(machine, of);
  const { length } = arrayOf(machine, of, field);
  return machine.watch ? machine.watch.room(of, field, length) : length;
}

/** One entry of a table; EMPTY beyond its end. */
export function readAt(machine: Machine, of: Address, field: Field, index: number): Address {
  read(machine, of);
  const value = arrayOf(machine, of, field)[index] ?? EMPTY;
  machine.watch?.reads(of, `${field}.${index}`, value);
  return value;
}

/** Stores one entry of a table. At its end there are no empty ones. */
export function writeAt(machine: Machine, of: Address, field: Field, index: number, to: Address): void {
  read(machine, of);
  const entries = [...arrayOf(machine, of, field)];
  while (entries.length <= index) entries.push(EMPTY);
  entries[index] = to;
  while (entries.at(-1) === EMPTY) entries.pop();
  machine.cells[of] = { ...(machine.cells[of] as Cell), [field]: entries } as Cell;
  machine.watch?.room(of, field, entries.length);
  machine.watch?.writes(of, `${field}.${index}`, to);
}

/** list_add_tail(). */
export function append(machine: Machine, of: Address, field: Field, item: Address): void {
  change(machine, of, field, {
    name: `append ${item}`,
    apply: (list: readonly Address[]) => ({ to: [...list, item], seen: null }),
  });
}

/** list_add(). */
export function prepend(machine: Machine, of: Address, field: Field, item: Address): void {
  change(machine, of, field, {
    name: `prepend ${item}`,
    apply: (list: readonly Address[]) => ({ to: [item, ...list], seen: null }),
  });
}

/** list_del(). */
export function remove(machine: Machine, of: Address, field: Field, item: Address): void {
  change(machine, of, field, {
    name: `remove ${item}`,
    apply: (list: readonly Address[]) => ({ to: list.filter((one) => one !== item), seen: null }),
  });
}

/** Whether an item is on a list. */
export function contains(machine: Machine, of: Address, field: Field, item: Address): boolean {
  return change(machine, of, field, {
    name: `contains ${item}`,
    apply: (list: readonly Address[]) => ({ to: list, seen: list.includes(item) }),
  }).seen;
}
