import type { Frame } from '../trace/index.ts';
import type { Address, Cells } from './binding.ts';

/**
 * `future`: not made yet; `new`: made, but nobody can find it; `dying`: being destroyed; `freed`: gone, drawn as a
 * ghost where it was.
 */
export type Status = 'future' | 'new' | 'alive' | 'dying' | 'freed';

type State = Frame['state'];

/** The counts of a node; null where it has no such counter. */
export interface Counts {
  readonly id: number | null;
  readonly users: number | null;
  readonly wait: number | null;
  readonly file: number | null;
}

/** What the fields that a status depends on look like, whatever the kind. */
interface Fields {
  readonly kind: string;
  readonly freed: boolean;
  readonly fops?: string;
  readonly count?: number;
  readonly private?: Address;
  readonly serial?: number;
  readonly slots?: readonly Address[];
  readonly id?: number;
  readonly home?: Address;
  readonly users?: number;
  readonly wait?: number;
}

const fields = (state: State, address: Address | null) =>
  address === null ? undefined : (state[address] as Fields | undefined);

export function countsOf(state: State, { self, file }: Cells): Counts {
  const object = fields(state, self);
  const open = fields(state, file);
  const serial = open?.fops === 'iommufd' ? fields(state, open.private ?? null)?.serial : undefined;
  return {
    id: object?.id || serial || null,
    users: object?.users ?? null,
    wait: object?.wait ?? null,
    file: open?.count ?? null,
  };
}

/** `isOpen`: for a descriptor with no file of its own, whether the table still has it. */
export function statusOf(state: State, frame: number, { self, file, born }: Cells, isOpen: boolean): Status {
  if (born > frame) return 'future';
  if (self !== null) return objectStatus(state, self);
  if (file === null) return isOpen ? 'alive' : 'freed';
  const open = fields(state, file);
  const ctx = open?.fops === 'iommufd' ? fields(state, open.private ?? null) : undefined;
  if (!open || open.freed || (ctx?.kind === 'ctx' && ctx.freed)) return 'freed';
  return open.count === 0 ? 'dying' : 'alive';
}

function objectStatus(state: State, self: Address): Status {
  const object = fields(state, self);
  if (!object || object.freed) return 'freed';
  // The bias of wait_cnt goes when a destroyer that may not fail begins, the last user when the object leaves its slot.
  if (object.users === 0 || object.wait === 0) return 'dying';
  const slot = fields(state, object.home ?? null)?.slots?.[object.id ?? 0];
  if (slot === self) return 'alive';
  // Reserved, or not even that yet: it is still being made. An empty slot means that its making is undone.
  return object.id === 0 || (slot !== undefined && slot < 0) ? 'new' : 'dying';
}
