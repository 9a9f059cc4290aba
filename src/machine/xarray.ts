import type { Machine } from './machine.ts';
import { type Address, type Cell, NULL, read, write } from './memory.ts';
import type { Steps } from './step.ts';

/** Nothing stored: the ID is free. */
export const EMPTY: Address = NULL;

/** XA_ZERO_ENTRY: look-ups see nothing, allocation sees busy. A tombstone is the same, for ever. */
export const RESERVED: Address = -1;

/** A cell that holds an allocating xarray whose ID 0 is permanently busy. */
export interface XArray extends Cell {
  /** Slot by ID; index 0 is never used, and there are no empty slots at the end. */
  readonly slots: readonly Address[];
}

function slots(machine: Machine, of: Address): readonly Address[] {
  return (read(machine, of) as XArray).slots;
}

/** xa_load(), raw: EMPTY, RESERVED or an address. */
export function load(machine: Machine, of: Address, id: number): Address {
  return slots(machine, of)[id] ?? EMPTY;
}

/** The IDs that are not empty, ascending, from `from` on: what a cursor over the xarray meets next. */
export function nextId(machine: Machine, of: Address, from: number): number | undefined {
  const all = slots(machine, of);
  for (let id = Math.max(from, 1); id < all.length; id++) if (all[id] !== EMPTY) return id;
  return undefined;
}

/** xa_store() of one slot; the caller holds xa_lock. */
export function* store(machine: Machine, of: Address, id: number, to: Address): Steps<Address> {
  const all = [...slots(machine, of)];
  while (all.length <= id) all.push(EMPTY);
  const from = all[id] ?? EMPTY;
  all[id] = to;
  while (all.at(-1) === EMPTY) all.pop();
  write(machine, of, { slots: all });
  yield { do: 'slot', of, id, from, to };
  return from;
}

/** xa_alloc(): the lowest free ID from 1 on, reserved. */
export function* reserve(machine: Machine, of: Address): Steps<number> {
  const all = slots(machine, of);
  let id = 1;
  while ((all[id] ?? EMPTY) !== EMPTY) id++;
  yield* store(machine, of, id, RESERVED);
  return id;
}
