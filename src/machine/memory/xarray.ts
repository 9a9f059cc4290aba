import type { Machine } from '../machine.ts';
import type { Steps } from '../step.ts';
import type { ObjectId } from './id.ts';
import type { Address, Cell } from './memory.ts';
import type { MACHINE_POINTERS, PointersOf } from './pointers.ts';
import { EMPTY, readAt, roomOf, writeAt } from './table.ts';

/** XA_ZERO_ENTRY: look-ups see nothing, allocation sees busy. A tombstone is the same, for ever. */
export const RESERVED = -1 as Address;

/** A cell that holds an allocating xarray whose ID 0 is permanently busy. */
export interface XArray extends Cell, PointersOf<typeof MACHINE_POINTERS.xarray> {}

/** xa_load(), raw: EMPTY, RESERVED or an address. */
export function load(machine: Machine, of: Address, id: ObjectId): Address {
  return readAt(machine, of, 'slots', id);
}

/** The first ID from `from` on that is not empty: what a cursor over the xarray meets next. */
export function nextId(machine: Machine, of: Address, from: number): ObjectId | undefined {
  const room = roomOf(machine, of, 'slots');
  for (let id = Math.max(from, 1) as ObjectId; id < room; id++)
    if (load(machine, of, id) !== EMPTY) return id;
  return undefined;
}

/** xa_store() of one slot; the caller holds xa_lock. */
export function* store(machine: Machine, of: Address, id: ObjectId, to: Address): Steps<Address> {
  const from = load(machine, of, id);
  writeAt(machine, of, 'slots', id, to);
  yield { do: 'slot', of, id, from, to };
  return from;
}

/** xa_alloc(): the lowest free ID from 1 on, reserved. */
export function* reserve(machine: Machine, of: Address): Steps<ObjectId> {
  let id = 1 as ObjectId;
  while (load(machine, of, id) !== EMPTY) id++;
  yield* store(machine, of, id, RESERVED);
  return id;
}
