import { type Access, type AnyObject, type Ctx, isObject, type Vma } from '../../iommufd/index.ts';
import { type Address, entries, type File, NULL, type Snapshot, type Task } from '../../machine/index.ts';
import { classOf, isFile, type Labelled, labelled } from '../../scenario/index.ts';
import type { Run } from '../../trace/index.ts';

/** Something that an operation can name: a label, or the bare ID of an object that has none. */
export interface Name {
  readonly value: string | bigint;
  readonly names: Labelled;
  /** The descriptor or object ID that it stands for. */
  readonly number: number;
  /** The file or object it names; 0 if the operation that should have made it was refused. */
  readonly address: Address;
  /** The context that an object is in, or that a file is of. */
  readonly ictx: Address;
}

/** The process that makes the calls: the first task. A child has a descriptor table of its own. */
export function processIn(state: Snapshot): Address {
  for (const [address, { kind }] of entries(state)) if (kind === 'task') return address;
  return NULL;
}

function fileBehind(state: Snapshot, fd: number): Address {
  const process = state.find((cell): cell is Task => cell.kind === 'task');
  const file = process?.fds[fd] ?? NULL;
  return file > NULL ? file : NULL;
}

function objectBehind(state: Snapshot, ictx: Address, id: number): Address {
  const cell = state[ictx];
  return cell?.kind === 'ctx' ? ((cell as Ctx).slots[id] ?? NULL) : NULL;
}

/** The task, mapping or access that a number stands for; NULL if there is none. */
function handleBehind(state: Snapshot, names: Labelled, value: number): Address {
  if (names === 'process') return state[value]?.kind === 'task' ? (value as Address) : NULL;
  for (const [address, cell] of entries(state)) {
    if (cell.freed) continue;
    if (names === 'mapping' && cell.kind === 'vma' && (cell as Vma).number === value) return address;
    if (names !== 'mapping' && cell.kind === 'access')
      if ((cell as Access).items.some(({ item }) => item === value)) return address;
  }
  return NULL;
}

/** Whatever a number of some kind stands for in a state. */
export function behind(state: Snapshot, names: Labelled, ictx: Address, value: number): Address {
  if (isFile(names)) return fileBehind(state, value);
  return classOf(names) === 'handle' ? handleBehind(state, names, value) : objectBehind(state, ictx, value);
}

const latest = new WeakMap<Run, { readonly count: number; readonly names: readonly Name[] }>();

/** Every label of the first `count` operations and every unnamed object, the latest first. */
export function namesAt(run: Run, count: number): readonly Name[] {
  const known = latest.get(run);
  if (known?.count === count) return known.names;
  const names = findNames(run, count);
  latest.set(run, { count, names });
  return names;
}

function findNames(run: Run, count: number): readonly Name[] {
  const files = new Map<string, Address>();
  const stands = new Map<string, Labelled>();
  const found = new Map<string, Name>();
  for (const { op, outcome, last } of run.ops.slice(0, count)) {
    if (op.off) continue;
    const state = run.frames[last]?.state ?? [];
    const ctxFile = state[files.get(String(op.operands.ctx)) ?? NULL] as File | undefined;
    const ictx = ctxFile?.kind === 'file' ? ctxFile.private : NULL;
    for (const [label, names] of labelled(op, stands)) {
      stands.set(label, names);
      const value = outcome.labels[label] ?? -1;
      const file = isFile(names);
      const address = behind(state, names, ictx, value);
      if (file) files.set(label, address);
      const cell = state[address];
      // An allocation can give another kind than its label promises: a nested table for a paging one.
      const kind = classOf(names) === 'ID' && cell && isObject(cell) ? cell.kind : names;
      found.delete(label);
      const of = file ? ((cell as File | undefined)?.private ?? NULL) : ictx;
      found.set(label, { value: label, names: kind, number: value, address, ictx: of });
    }
  }
  const named = new Set([...found.values()].map(({ address }) => address));
  const now = run.frames[run.ops[count - 1]?.last ?? 0]?.state ?? [];
  const unnamed = [...entries(now)].flatMap(([address, cell]): Name[] => {
    if (!isObject(cell) || cell.freed || named.has(address)) return [];
    const { id, kind, home } = cell as AnyObject;
    return [{ value: BigInt(id), names: kind, number: id, address, ictx: home }];
  });
  return [...unnamed, ...[...found.values()].reverse()];
}

/** Alive, and still to be found under its descriptor or its ID. */
export function isAlive(state: Snapshot, { address, ictx, names, number }: Name): boolean {
  const cell = state[address];
  if (!cell || address <= 0 || cell.freed) return false;
  if (isFile(names)) return (cell as File).count > 0 && fileBehind(state, number) === address;
  if (cell.kind === 'task') return !(cell as Task).exited;
  return behind(state, names, ictx, number) === address;
}
