/** From an empty context, operation by operation: what can be done next, and what it leads to. */
import {
  boot,
  type Design,
  type Kernel,
  type LabelType,
  type Op,
  type Operand,
  type OperandSpec,
  type OpName,
  type Outcome,
  opSpec,
  systemCall,
} from '../iommufd/index.ts';
import { type Address, advance, createThread, type Snapshot } from '../machine/index.ts';
import { classOf, freshLabels, isFile, isReference, labelled } from '../scenario/index.ts';
import { type Fault, faultsOf, hasUsers } from '../trace/index.ts';
import { witnessOf } from './witness.ts';

/** How far to look. */
export interface Reach {
  /** Operations in a row, the open of the context among them. */
  readonly depth: number;
  /** Objects at a time. */
  readonly objects: number;
  /** What may be done. */
  readonly kinds: readonly OpName[];
  /** States after which to stop. */
  readonly states: number;
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

/** Something that a label stands for. */
export interface Named {
  readonly label: string;
  readonly names: LabelType;
  readonly number: number;
  readonly address: Address;
}

/** Where a sequence of operations has come to. */
export interface Reached {
  readonly state: Snapshot;
  readonly named: readonly Named[];
}

/** What an operation did. No outcome: it never returns. */
export interface Done {
  readonly outcome: Outcome | undefined;
  readonly faults: readonly Fault[];
  readonly reached: Reached;
}

const OPEN: Op = { name: 'open', operands: {}, labels: ['c'] };
export const EXIT: Op = { name: 'exit', operands: {}, labels: [] };

/** Runs one operation after another in a design, from wherever. */
export class Sequence {
  readonly #k: Kernel;
  readonly start: Reached;

  constructor(design: Design) {
    this.#k = boot(design);
    this.start = { state: this.#k.cells.slice(), named: [] };
  }

  run({ state: before, named }: Reached, op: Op): Done {
    const k = this.#k;
    k.cells = before.slice();
    const process = before.findIndex(({ kind }) => kind === 'task');
    const labels = new Map(named.map(({ label, number }) => [label, number]));
    const thread = createThread(process, systemCall(k, op, labels));
    k.current = process;
    const witness = witnessOf(k, (of) => hasUsers(k.cells[of]));
    const faults: Fault[] = [];
    for (let step = advance(k, thread); step; step = advance(k, thread)) {
      faults.push(...faultsOf(step, witness));
      if (thread.waiting === 'lock') break;
    }
    const outcome = thread.result?.value as Outcome | undefined;
    const state = k.cells as Snapshot;
    return {
      outcome,
      faults,
      reached: { state, named: outcome ? namedAfter(named, op, outcome, state) : named },
    };
  }
}

function namedAfter(before: readonly Named[], op: Op, outcome: Outcome, state: Snapshot): readonly Named[] {
  const types = new Map(before.map(({ label, names }) => [label, names] as const));
  const made = labelled(op, types).flatMap(([label, names]): Named[] => {
    const number = outcome.labels[label];
    if (number === undefined) return [];
    const address = behind(state, names, number);
    return address > 0 ? [{ label, names, number, address }] : [];
  });
  return [...before, ...made].filter(
    ({ names, number, address }) => !state[address]?.freed && behind(state, names, number) === address,
  );
}

/** Everything that can be done within reach and would not be refused for its operands; first of all the open. */
export function* callsFrom({ state, named }: Reached, depth: number, reach: Reach): Generator<Op> {
  if (depth === 0) {
    yield OPEN;
    return;
  }
  const objects = state.filter((cell) => !cell.freed && 'users' in cell).length;
  const taken = new Set(named.map(({ label }) => label));
  for (const name of reach.kinds) {
    const { labels, operands } = opSpec(name);
    if (name === 'open') continue;
    if (labels.some(({ names }) => !isFile(names)) && objects >= reach.objects) continue;
    const op = (given: Readonly<Record<string, Operand>>): Op => ({
      name,
      operands: given,
      labels: freshLabels(name, taken),
    });
    const ways = choices(operands, named);
    yield* ways.map(op);
    if (name === 'hwpt_alloc') yield* ways.map((given) => op({ ...given, nest_parent: 1n }));
    if (name === 'hw_queue_alloc') yield* ways.map((given) => op({ ...given, index: 1n }));
  }
}

/** The cell that a number stands for: in the one context there is, or among the descriptors of the process. */
function behind(state: Snapshot, names: LabelType, number: number): Address {
  if (classOf(names) === 'handle') return -1;
  const table = state.find(({ kind, freed }) => !freed && kind === (isFile(names) ? 'task' : 'ctx')) as
    | { readonly fds?: readonly Address[]; readonly slots?: readonly Address[] }
    | undefined;
  return (isFile(names) ? table?.fds : table?.slots)?.[number] ?? -1;
}

/** Every way to fill the operands that name something. What has a default keeps it, unless it is optional to name. */
function choices(
  operands: readonly OperandSpec[],
  named: readonly Named[],
): readonly Readonly<Record<string, Operand>>[] {
  return operands
    .filter((spec) => isReference(spec) && spec.default === undefined)
    .reduce<readonly Readonly<Record<string, Operand>>[]>(
      (ways, { name, accepts }) =>
        ways.flatMap((way) =>
          named
            .filter(({ names }) => !accepts || accepts.includes(names))
            .map(({ label }) => ({ ...way, [name]: label })),
        ),
      [{}],
    );
}
