/** References that no kernel has: a design of one's own adds them, to see what would be with them. */
import { type Address, count, fput, getFile, NULL, type Ref, type Steps, write } from '../machine/index.ts';
import type { Added } from './design.ts';
import type { Kernel } from './kernel.ts';
import { object, the } from './objects.ts';
import type { ObjectType } from './op_spec.ts';
import { OBJECT_KINDS, POINTERS } from './pointers.ts';

/** The fields by which an object of a kind knows what it is built on, each with the kind of that. */
function knownBy(kind: ObjectType): readonly (readonly [field: string, kind: ObjectType])[] {
  return Object.entries(POINTERS[kind]).flatMap(([field, to]) => {
    const known = OBJECT_KINDS.find((one) => one === to);
    return known ? [[field, known] as const] : [];
  });
}

/** What an object of a kind can be made to hold: its context file, and every kind that it knows, pointer by pointer. */
export function addableTo(by: ObjectType): readonly Added['of'][] {
  const known = new Set<ObjectType>();
  const look = (kind: ObjectType): void => {
    for (const [, one] of knownBy(kind))
      if (!known.has(one)) {
        known.add(one);
        look(one);
      }
  };
  look(by);
  return ['ictx', ...known];
}

/** The nearest object of a kind that an object knows, by pointers; NULL if there is none. */
function nearest(k: Kernel, from: Address, kind: ObjectType): Address {
  const known = [from];
  for (let i = 0; i < known.length; i++) {
    const cell = object(k, known[i] as Address);
    if (i > 0 && cell.kind === kind) return known[i] as Address;
    for (const [field] of knownBy(cell.kind)) {
      const to = (cell as unknown as Readonly<Record<string, Address>>)[field] as Address;
      if (to > NULL) known.push(to);
    }
  }
  return NULL;
}

const refOf = (one: Added, by: Address): Ref => ({ role: `added ${one.by}->${one.of}`, by });

/** Once an object can be found: takes what the design adds for its kind. */
export function* takeAdded(k: Kernel, by: Address): Steps<void> {
  const { kind, home } = object(k, by);
  const wanted = (k.design.added ?? []).filter((one) => one.by === kind);
  const held = wanted.map(({ of }) => (of === 'ictx' ? the(k, 'ctx', home).file : nearest(k, by, of)));
  write(k, by, { added: held });
  for (const [i, one] of wanted.entries()) {
    const of = held[i] as Address;
    if (one.of === 'ictx') yield* getFile(k, of, refOf(one, by));
    else if (of !== NULL) yield* count(k, 'inc', of, 'users', refOf(one, by));
  }
}

/** Before its memory goes: puts them. */
export function* putAdded(k: Kernel, by: Address): Steps<void> {
  const { kind, added } = object(k, by);
  const wanted = (k.design.added ?? []).filter((one) => one.by === kind);
  for (const [i, of] of (added ?? []).entries()) {
    const one = wanted[i] as Added;
    if (one.of === 'ictx') yield* fput(k, of, refOf(one, by));
    else if (of !== NULL) yield* count(k, 'dec', of, 'users', refOf(one, by));
  }
}
