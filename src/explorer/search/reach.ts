/** How far a search looks, and what can be done next within it. */
import {
  type Area,
  type Op,
  type Operand,
  type OperandSpec,
  type OpName,
  opSpec,
} from '../../iommufd/index.ts';
import type { Snapshot, Task } from '../../machine/index.ts';
import { classOf, freshLabels, isReference } from '../../scenario/index.ts';
import type { Name } from '../teardown/naming.ts';
import type { Reached } from './sequence.ts';

/** How far to look. */
export interface Reach {
  /** Operations in a row, the open of the context among them. */
  readonly depth: number;
  /** Objects at a time. */
  readonly objects: number;
  /** Of these, as many of each kind. */
  readonly each?: number;
  /** Ranges of IOVA that are mapped at a time; 1 where nothing is said. */
  readonly ranges?: number;
  /** What may be done. */
  readonly kinds: readonly OpName[];
  /** States after which to stop. */
  readonly states: number;
  /** Bytes, about, that they may take; as many as there are where nothing is said. */
  readonly bytes?: number;
}

/** What is done when nothing else is said: everything but processes, time, PASIDs and the compatibility interface. */
export const KINDS: readonly OpName[] = [
  'open',
  'ioas_alloc',
  'ioas_map',
  'mock_domain',
  'hwpt_alloc',
  'viommu_alloc',
  'hw_queue_alloc',
  'vdevice_alloc',
  'access_create',
  'vfio_bind',
  'destroy',
  'close',
];

const OPEN: Op = { name: 'open', operands: {}, labels: ['c'] };

const FIRST_IOVA = 0x1000000n;

/** From one range to the next: they do not touch. */
const STRIDE = 0x2000n;

const PAGE = 0x1000n;

type Given = Readonly<Record<string, Operand>>;

/**
 * Everything that can be done within reach and would not be refused for its operands; first of all the open. Nothing
 * where the process has ended.
 */
export function* callsFrom({ state, named }: Reached, depth: number, reach: Reach): Generator<Op> {
  const process = state.find((cell): cell is Task => cell.kind === 'task');
  if (!process || process.exited) return;
  if (depth === 0 && !named.some(({ names }) => names === 'iommufd')) {
    yield OPEN;
    return;
  }
  const objects = objectsIn(state);
  const taken = new Set(named.map(({ value }) => String(value)));
  const ranges = rangesIn(state, reach.ranges ?? 1);
  for (const name of reach.kinds) {
    const { labels, operands } = opSpec(name);
    if (name === 'open') continue;
    if (labels.some(({ names }) => classOf(names) === 'ID') && objects >= reach.objects) continue;
    const [first] = labels;
    if (first && countOf(first.names, { state, named }) >= (reach.each ?? Infinity)) continue;
    const op = (given: Given): Op => ({ name, operands: given, labels: freshLabels(name, taken) });
    const ways = choices(operands, named).flatMap((way) =>
      operands.some((one) => one.name === 'iova')
        ? ranges.map((range) => ({ ...way, ...given(name, range) }))
        : [way],
    );
    yield* ways.map(op);
    if (name === 'hwpt_alloc') yield* ways.map((way) => op({ ...way, nest_parent: 1n }));
    if (name === 'hw_queue_alloc') yield* ways.map((way) => op({ ...way, index: 1n }));
  }
}

/** Objects that there are. */
export const objectsIn = (state: Snapshot) => state.filter((cell) => !cell.freed && 'users' in cell).length;

/** Things of a kind that there are. Page tables that came with an attach are nobody's. */
function countOf(kind: Name['names'], { state, named }: Reached): number {
  if (classOf(kind) !== 'ID') return named.filter(({ names }) => names === kind).length;
  return state.filter((cell) => cell.kind === kind && !cell.freed && !('auto' in cell && cell.auto)).length;
}

interface Range {
  readonly iova: bigint;
  readonly length: bigint;
}

/** What is mapped anywhere, and if that is less than may be, one range that is not. */
function rangesIn(state: Snapshot, most: number): readonly Range[] {
  const mapped = new Map<bigint, Range>();
  for (const cell of state)
    if (cell.kind === 'area' && !cell.freed) mapped.set((cell as Area).iova, cell as Area);
  const found = [...mapped.values()];
  if (found.length >= most) return found;
  const isFree = (iova: bigint) =>
    found.every((one) => iova + PAGE <= one.iova || one.iova + one.length <= iova);
  let iova = FIRST_IOVA;
  while (!isFree(iova)) iova += STRIDE;
  return [...found, { iova, length: PAGE }];
}

/** A range as operands. An unmap takes away all of it; everything else takes its first page. */
function given(name: OpName, { iova, length }: Range): Given {
  return {
    ...(iova !== FIRST_IOVA && { iova }),
    ...(name === 'ioas_unmap' && length !== PAGE && { len: length }),
  };
}

/** Every way to fill the operands that name something. What has a default keeps it, unless it is optional to name. */
function choices(operands: readonly OperandSpec[], named: readonly Name[]): readonly Given[] {
  return operands
    .filter((spec) => isReference(spec) && spec.default === undefined)
    .reduce<readonly Given[]>(
      (ways, { name, accepts }) =>
        ways.flatMap((way) =>
          named
            .filter(({ names }) => !accepts || accepts.includes(names))
            .map(({ value }) => ({ ...way, [name]: value })),
        ),
      [{}],
    );
}
