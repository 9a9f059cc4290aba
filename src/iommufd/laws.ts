/**
 * What must hold in a state, by the names that the specification of iommufd's lifetimes gives the invariants; I16 is
 * the reason for the check in iommufd_object_abort(). The expected counts are derived from pointers alone, so they check the counting, not repeat it.
 */
import {
  type Address,
  EMPTY,
  entries,
  type File,
  type LockTable,
  RESERVED,
  type Snapshot,
  type Task,
} from '../machine/index.ts';
import type { Area } from './iopt_area.ts';
import {
  type Access,
  type AnyObject,
  type Ctx,
  type Device,
  type Hold,
  isObject,
  type Vdevice,
  type Vfio,
  type Vma,
} from './objects.ts';

export const LAWS = {
  I1: 'users is one for the xarray and one for each long-term holder',
  I2: 'wait_cnt is the bias, and what a vDEVICE or an ioctl in flight holds',
  I4: 'a reserved ID is a tombstone when nothing is under construction',
  I5: 'an object that can be found has users',
  I6: 'the file count is the sum of those who hold the file',
  I7: 'nothing that only the release can destroy holds the context file',
  I8: 'an access is internal, has no ictx and took no file reference, or none of the three',
  I9: 'the users of an IOAS are what is attached to it, and the locks on an area are pins',
  I10: 'a device and its vDEVICE point to each other as long as either lives',
  I11: 'a queue keeps the one before it alive',
  I13: 'no count is saturated',
  I14: 'no lock is held when an operation has returned',
  I16: 'nothing is freed that still has users',
} as const;

/** The name of a law. */
export type LawName = keyof typeof LAWS;

/** A law that a state breaks, and where. */
export interface Broken {
  readonly law: LawName;
  /** The law in words. */
  readonly says: string;
  readonly where: string;
}

interface View {
  readonly state: Snapshot;
  readonly objects: readonly { readonly address: Address; readonly object: AnyObject }[];
}

function liveObjects(state: Snapshot): View['objects'] {
  return [...entries(state)].flatMap(([address, cell]) =>
    isObject(cell) && !cell.freed ? [{ address, object: cell }] : [],
  );
}

/** How often each address is named. */
class Tally {
  readonly #times = new Map<Address, number>();

  add(address: Address): void {
    this.#times.set(address, this.of(address) + 1);
  }

  of(address: Address): number {
    return this.#times.get(address) ?? 0;
  }
}

/** How many live objects, files and mappings point at each address for as long as they live. */
function longTermHolders({ state, objects }: View): Tally {
  const holders = new Tally();
  for (const { address, object } of objects) {
    // The driver of an access or a device.
    if (object.kind === 'access' || object.kind === 'device') holders.add(address);
    if (object.kind === 'hwpt_paging' || object.kind === 'hwpt_nested') holders.add(object.fault);
    if (object.kind === 'hwpt_paging' || object.kind === 'access') holders.add(object.ioas);
    else if (object.kind === 'device')
      for (const { hwpt } of object.slots) {
        holders.add(address);
        holders.add(hwpt);
      }
    else if (object.kind === 'vdevice') {
      holders.add(object.viommu);
      holders.add(object.idev);
    } else if (object.kind === 'veventq') holders.add(object.viommu);
    else if (object.kind === 'viommu') holders.add(object.hwpt);
    else if (object.kind === 'hwpt_nested') holders.add(object.viommu || object.parent);
    else if (object.kind === 'hw_queue') {
      holders.add(object.viommu);
      holders.add(object.prev);
    }
    for (const one of object.added ?? []) holders.add(one);
  }
  for (const cell of state) {
    if (cell.freed) continue;
    if (cell.kind === 'vma') holders.add((cell as Vma).owner);
    if (cell.kind === 'file' && (cell as File).fops === 'eventq') holders.add((cell as File).private);
    if (cell.kind === 'hold') holders.add((cell as Hold).object);
  }
  return holders;
}

/** How many ioctls in flight hold each object: each of them has wait_cnt raised. */
function shortTermHolders({ state }: View): Tally {
  const holders = new Tally();
  for (const cell of state) if (cell.kind === 'hold' && !cell.freed) holders.add((cell as Hold).object);
  return holders;
}

function fileHolders({ state, objects }: View, file: Address, ictx: Address): number {
  let holders = 0;
  for (const cell of state) {
    if (cell.kind === 'task') holders += (cell as Task).fds.filter((one) => one === file).length;
    if (cell.kind === 'vfio' && !cell.freed && (cell as Vfio).ictx === ictx) holders++;
    if (cell.kind === 'vma' && !cell.freed && (cell as Vma).file === file) holders++;
    if (cell.kind === 'file' && !cell.freed && (cell as File).fops === 'eventq') {
      const eventq = state[(cell as File).private] as AnyObject | undefined;
      if (eventq?.home === ictx) holders++;
    }
  }
  for (const { object } of objects) {
    if (object.kind === 'device' && object.ictx === ictx && !object.mock) holders++;
    if (object.kind === 'access' && object.ictx === ictx) holders++;
    holders += object.added?.filter((one) => one === file).length ?? 0;
  }
  return holders;
}

const isInternal = (state: Snapshot, access: Access) => state[access.owner]?.kind === 'hw_queue';

/** Laws that hold after every micro-step. */
function* always({ state, objects }: View): Generator<Omit<Broken, 'says'>> {
  for (const { object } of objects) {
    const where = `${object.kind} ${object.id}`;
    if (object.users < 0 || object.wait < 0) yield { law: 'I13', where };
    if (object.kind === 'access' && isInternal(state, object) && object.ictx !== 0) {
      yield { law: 'I7', where };
      yield { law: 'I8', where };
    }
    if (object.kind === 'hw_queue' && object.prev !== 0) {
      const prev = state[object.prev] as AnyObject;
      if (prev.freed || prev.users < 2) yield { law: 'I11', where };
    }
  }
  for (const cell of state) {
    if (isObject(cell) && cell.freed && cell.users !== 0)
      yield { law: 'I16', where: `${cell.kind} ${cell.id}: ${cell.users}` };
    if (cell.kind === 'area' && !cell.freed && (cell as Area).num_locks > (cell as Area).num_accesses)
      yield { law: 'I9', where: `area 0x${(cell as Area).iova.toString(16)}` };
  }
}

/** Whether an ID was a vDEVICE's that went with its device: only those leave their ID behind. */
function hasTombstone(state: Snapshot, ictx: Address, id: number): boolean {
  return state.some(
    (cell) =>
      cell.kind === 'vdevice' && cell.freed && (cell as Vdevice).home === ictx && (cell as Vdevice).id === id,
  );
}

function* quiescent(view: View): Generator<Omit<Broken, 'says'>> {
  const { state, objects } = view;
  for (const [address, cell] of entries(state)) {
    if (cell.kind === 'locks')
      for (const lock of Object.keys((cell as LockTable).held)) yield { law: 'I14', where: lock };
    if (cell.kind !== 'ctx' || cell.freed) continue;
    const ctx = cell as Ctx;
    const { count } = state[ctx.file] as File;
    if (count !== fileHolders(view, ctx.file, address))
      yield { law: 'I6', where: `ctx ${ctx.serial}: ${count}` };
    for (const [id, slot] of ctx.slots.entries()) {
      if (slot === RESERVED && !hasTombstone(state, address, id)) yield { law: 'I4', where: `ID ${id}` };
      if (slot !== RESERVED && slot !== EMPTY && (state[slot] as AnyObject).users === 0)
        yield { law: 'I5', where: `ID ${id}` };
    }
  }
  const [users, waiters] = [longTermHolders(view), shortTermHolders(view)];
  for (const { address, object } of objects) {
    const where = `${object.kind} ${object.id}`;
    if (object.users !== 1 + users.of(address)) yield { law: 'I1', where: `${where}: ${object.users}` };
    if (object.kind === 'vdevice' && object.idev !== 0) {
      const idev = state[object.idev] as Device;
      if (idev.freed || idev.vdev !== address) yield { law: 'I10', where };
    }
    if (object.kind === 'device' && object.vdev !== 0 && state[object.vdev]?.freed)
      yield { law: 'I10', where };
    // The bias, and the short-term reference that its vDEVICE keeps to a device.
    const bias = object.kind === 'device' && object.vdev !== 0 ? 2 : 1;
    if (object.wait !== bias + waiters.of(address)) yield { law: 'I2', where };
    if (object.kind === 'ioas' && object.accessList.length + object.hwptList.length !== object.users - 1)
      yield { law: 'I9', where };
  }
}

/** The laws that a state breaks. Some can only be asked when no operation is in flight: `idle`. */
export function brokenLaws(state: Snapshot, idle: boolean): readonly Broken[] {
  const view = { state, objects: liveObjects(state) };
  const found = [...always(view), ...(idle ? quiescent(view) : [])];
  return found.map((one) => ({ ...one, says: LAWS[one.law] }));
}
