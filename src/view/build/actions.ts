import { cellsOf } from '../../scene/index.ts';
import {
  insertionPoint,
  type Name,
  namesAt,
  OP_NAMES,
  type Op,
  type Operand,
  type OpName,
  opSpec,
  type Session,
  type State,
} from '../../store/index.ts';

/** Something that a node's menu can do: an operation that is complete, or one to be put together. */
export type Action =
  | { readonly says: string; readonly op: Op }
  | { readonly says: string; readonly build: OpName; readonly operands: Readonly<Record<string, Operand>> };

/** The descriptor through which user space reaches a context: one that is open, if any is. */
function descriptorOf(
  names: readonly Name[],
  session: Session,
  frame: number,
  ictx: number,
): string | undefined {
  const state = session.run.frames[frame]?.state ?? [];
  const files = names.filter((one) => one.names === 'iommufd' && typeof one.value === 'string');
  const found =
    files.find(({ address }) => (state[address] as { private?: number } | undefined)?.private === ictx) ??
    files[0];
  return found && String(found.value);
}

/** What can be done with a node at the place where an operation would go in. */
export function actionsFor(
  session: Session,
  state: State,
  key: string,
  label: string | null,
): readonly Action[] {
  const at = insertionPoint(state);
  const names = namesAt(session.run, at);
  const frame = session.run.ops[at - 1]?.last ?? 0;
  const cells = cellsOf(session.run, key);
  const isFd = key.includes('/fd');
  const named = isFd
    ? names.find(({ value }) => value === label)
    : names.find(({ address }) => cells.includes(address));
  if (!named) return [];
  const { value } = named;
  if (isFd || named.names === 'iommufd')
    return [
      { says: `close ${value}`, op: { name: 'close', operands: { fd: value }, labels: [] } },
      ...builds(value, named, {}),
    ];
  const ctx = descriptorOf(names, session, frame, named.ictx);
  if (ctx === undefined) return [];
  const op = (name: OpName, operands: Record<string, Operand>): Op => ({
    name,
    operands: { ctx, ...operands },
    labels: [],
  });
  const unmap =
    named.names === 'ioas'
      ? [{ says: 'unmap everything', op: op('ioas_unmap', { ioas: value, all: 1n }) }]
      : [];
  return [
    { says: `destroy ${value}`, op: op('destroy', { id: value }) },
    ...unmap,
    ...builds(value, named, { ctx }),
  ];
}

function builds(value: Operand, { names }: Name, given: Record<string, Operand>): Action[] {
  return OP_NAMES.filter((name) => name !== 'destroy' && name !== 'close').flatMap((name) => {
    const operand = opSpec(name).operands.find((one) => one.accepts?.some((kind) => kind === names));
    return operand ? [{ says: `${name} …`, build: name, operands: { ...given, [operand.name]: value } }] : [];
  });
}
