import { type Op, opSpec } from '../iommufd/index.ts';
import type { Row, Run } from '../trace/index.ts';
import { type Key, keyStems } from './keys.ts';
import { isNodeKind, type NodeKind } from './kinds.ts';

/** The address of a cell. */
export type Address = Row['of'];

/** A node before it has a place. */
export interface Vertex {
  readonly key: Key;
  readonly kind: NodeKind;
  /** What the scenario calls it. */
  readonly label: string | null;
  /** Of a descriptor: the kind of its file, where that is part of the node. */
  readonly file: 'access' | 'vfio' | null;
  /** Operation that makes it. */
  readonly op: number;
}

/** Which node stands for which cell of one run. */
export interface Binding {
  readonly vertices: readonly Vertex[];
  /** By address. A ctx and its file are one node; an area belongs to its IOAS, a VFIO device file to its descriptor. */
  readonly keys: readonly (Key | undefined)[];
  /** The descriptor that took its reference on a file at this frame. */
  readonly fds: ReadonlyMap<number, Key>;
  /** What a node's state is read from. */
  readonly cells: ReadonlyMap<Key, Cells>;
}

/** The cells that a node stands for; null where it has no such cell. */
export interface Cells {
  /** The ctx or the object. */
  readonly self: Address | null;
  readonly file: Address | null;
  /** Frame at which it comes to be. */
  readonly born: number;
}

const bindings = new WeakMap<Run, Binding>();

export function bindingOf(run: Run): Binding {
  const known = bindings.get(run);
  if (known) return known;
  const made = bind(run);
  bindings.set(run, made);
  return made;
}

function labelOf(op: Op, kind: NodeKind, nth: number): string | null {
  const stems = opSpec(op.name).labels;
  const isFile = (names: string) => ['iommufd', 'staccess', 'eventq', 'vfio'].includes(names);
  const fits = (names: string) => (kind === 'fd' ? isFile(names) : !isFile(names) && matches(names, kind));
  const at = stems.findIndex(({ names }) => fits(names));
  return at < 0 || nth > 1 ? null : (op.labels[at] ?? null);
}

// hwpt_alloc makes a paging or a nested table, under the same label.
const matches = (names: string, kind: string) =>
  names === kind || (names.startsWith('hwpt') && kind.startsWith('hwpt'));

function bind({ ops, frames }: Run): Binding {
  const stems = keyStems(ops.map(({ op }) => op));
  const vertices: Vertex[] = [];
  const taken = new Set<Key>();
  const keys: (Key | undefined)[] = [];
  const fds = new Map<number, Key>();
  const cells = new Map<Key, Cells>();
  const create = (
    op: number,
    kind: NodeKind,
    born: number,
    cell: Partial<Cells> = {},
    file: Vertex['file'] = null,
  ): Key => {
    let nth = 1;
    let key = `${stems[op]}/${kind}`;
    while (taken.has(key)) key = `${stems[op]}/${kind}/${++nth}`;
    taken.add(key);
    const label = ops[op] ? labelOf(ops[op].op, kind, nth) : null;
    vertices.push({ key, kind, label, file, op });
    cells.set(key, { self: null, file: null, ...cell, born });
    return key;
  };
  let opened: Key | undefined;
  frames.forEach((shown, frame) => {
    const { step, op } = shown;
    if (step?.effect.do === 'count') {
      const { op: how, ref, ok } = step.effect;
      if (how === 'inc' && ok && ref?.role === 'fd') fds.set(frame, create(op, 'fd', frame));
    }
    if (step?.effect.do !== 'alloc') return;
    const { of } = step.effect;
    const cell = shown.state[of] as { kind: string; fops?: string; ioas?: Address } | undefined;
    if (cell?.kind === 'file') {
      const isCtx = cell.fops === 'iommufd';
      const fd = isCtx
        ? create(op, 'fd', frame)
        : create(op, 'fd', frame, { file: of }, cell.fops as Vertex['file']);
      fds.set(frame, fd);
      opened = isCtx ? create(op, 'ictx', frame, { file: of }) : fd;
      keys[of] = opened;
    } else if (cell?.kind === 'ctx' || cell?.kind === 'vfio') keys[of] = opened;
    else if (cell?.kind === 'area') keys[of] = keys[cell.ioas ?? 0];
    else if (cell && isNodeKind(cell.kind)) keys[of] = create(op, cell.kind, frame, { self: of });
  });
  return { vertices, keys, fds, cells };
}

/** Where a counted reference is drawn; null where it is only a pip: its holder is no node, or the held one itself. */
export function endsOf(row: Row, { keys, fds }: Binding): { readonly from: Key; readonly to: Key } | null {
  if (row.count !== 'users' && row.count !== 'count') return null;
  const from = holderOf(row, { keys, fds });
  const to = keys[row.of];
  return from && to && from !== to ? { from, to } : null;
}

export function holderOf(row: Row, { keys, fds }: Pick<Binding, 'keys' | 'fds'>): Key | undefined {
  return row.ref.role === 'fd' ? fds.get(row.since) : keys[row.ref.by];
}
