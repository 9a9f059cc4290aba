/** From an empty context, every sequence of operations up to a bound: is there any scenario that goes wrong? */
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
import { canonicalOf } from '../trace/index.ts';
import { type Fault, faultsOf } from './faults.ts';
import type { PropertyName } from './properties.ts';

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

/** The shortest scenario in which a property fails. */
export interface Broken {
  readonly property: PropertyName;
  readonly because: string;
  readonly ops: readonly Op[];
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
interface Named {
  readonly label: string;
  readonly names: LabelType;
  readonly number: number;
  readonly address: Address;
}

interface Place {
  readonly state: Snapshot;
  readonly named: readonly Named[];
  readonly from: number;
  readonly op: Op | null;
  readonly depth: number;
}

const OPEN: Op = { name: 'open', operands: {}, labels: ['c'] };
const EXIT: Op = { name: 'exit', operands: {}, labels: [] };

/** Every sequence within a reach, breadth first: of what is broken the shortest is found first. */
export class Search {
  readonly design: Design;
  readonly reach: Reach;
  readonly broken: Broken[] = [];
  /** Operations that were tried. */
  transitions = 0;
  readonly #k: Kernel;
  readonly #places: Place[] = [];
  readonly #known = new Set<string>();
  #explored = 0;

  constructor(design: Design, reach: Reach) {
    this.design = design;
    this.reach = reach;
    this.#k = boot(design);
    const state = this.#k.cells.slice();
    this.#known.add(canonicalOf(state));
    this.#places.push({ state, named: [], from: -1, op: null, depth: 0 });
  }

  /** States that were met: different ones, wherever in memory things are. */
  get states(): number {
    return this.#places.length;
  }

  /** Everything within reach was tried. */
  get isComplete(): boolean {
    return this.#explored === this.#places.length;
  }

  get explored(): number {
    return this.#explored;
  }

  /** Goes on for so many states at most. */
  explore(most: number): void {
    const end = this.#explored + most;
    while (this.#explored < end && !this.isComplete && this.states < this.reach.states)
      this.#expand(this.#explored++);
  }

  #opsTo(place: number): readonly Op[] {
    const ops: Op[] = [];
    for (let at = this.#places[place]; at?.op; at = this.#places[at.from]) ops.unshift(at.op);
    return ops;
  }

  #expand(from: number): void {
    const place = this.#places[from] as Place;
    if (place.depth >= this.reach.depth) return;
    const taken = new Set(place.named.map(({ label }) => label));
    for (const op of this.#calls(place)) {
      const labels = freshLabels(op.name, taken);
      const labelledOp = place.depth === 0 ? OPEN : { ...op, labels };
      const { outcome, faults, state } = this.#run(place, labelledOp);
      this.transitions++;
      const ops = () => [...this.#opsTo(from), labelledOp];
      this.#take(faults, ops);
      if (outcome?.ret !== 0 || faults.length > 0) continue;
      const key = canonicalOf(state);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      const named = this.#named(place, labelledOp, outcome, state);
      this.#places.push({ state, named, from, op: labelledOp, depth: place.depth + 1 });
      this.#checkExit(state, named, ops);
    }
  }

  /** Whether everything goes when the process does. */
  #checkExit(state: Snapshot, named: readonly Named[], ops: () => readonly Op[]): void {
    const ended = this.#run({ state, named }, EXIT);
    this.#take(ended.faults, () => [...ops(), EXIT]);
    const left = ended.state.find(({ kind, freed }) => kind === 'ctx' && !freed);
    if (left && ended.faults.length === 0)
      this.#break('P1', 'the context is not freed when the process exits', [...ops(), EXIT]);
  }

  #take(faults: readonly Fault[], ops: () => readonly Op[]): void {
    for (const { name, because, ms } of faults) {
      if (name === 'HANG' && ms !== undefined && ms <= 60_000) continue;
      const property = name === 'HANG' ? 'P5' : name === 'WARN' || name === 'NO PROGRESS' ? 'P4' : 'P3';
      this.#break(property, because, ops());
    }
  }

  #break(property: PropertyName, because: string, ops: readonly Op[]): void {
    if (!this.broken.some((one) => one.property === property)) this.broken.push({ property, because, ops });
  }

  #run({ state, named }: Pick<Place, 'state' | 'named'>, op: Op) {
    const k = this.#k;
    k.cells = state.slice();
    const process = state.findIndex(({ kind }) => kind === 'task');
    const labels = new Map(named.map(({ label, number }) => [label, number]));
    const thread = createThread(process, systemCall(k, op, labels));
    k.current = process;
    const faults: Fault[] = [];
    for (let step = advance(k, thread); step; step = advance(k, thread)) {
      faults.push(...faultsOf(k, step));
      if (thread.waiting === 'lock') break;
    }
    return { outcome: thread.result?.value as Outcome | undefined, faults, state: k.cells as Snapshot };
  }

  #named(place: Place, op: Op, outcome: Outcome, state: Snapshot): readonly Named[] {
    const types = new Map(place.named.map(({ label, names }) => [label, names] as const));
    const made = labelled(op, types).flatMap(([label, names]): Named[] => {
      const number = outcome.labels[label];
      if (number === undefined) return [];
      const address = behind(state, names, number);
      return address > 0 ? [{ label, names, number, address }] : [];
    });
    return [...place.named, ...made].filter(
      ({ names, number, address }) => !state[address]?.freed && behind(state, names, number) === address,
    );
  }

  /** Everything that can be done within reach and would not be refused for its operands. */
  *#calls({ state, named, depth }: Place): Generator<Op> {
    const objects = state.filter((cell) => !cell.freed && 'users' in cell).length;
    for (const name of this.reach.kinds) {
      const { labels, operands } = opSpec(name);
      if (depth === 0 ? name !== 'open' : name === 'open') continue;
      if (labels.some(({ names }) => !isFile(names)) && objects >= this.reach.objects) continue;
      for (const given of choices(operands, named)) yield { name, operands: given, labels: [] };
      if (name === 'hwpt_alloc')
        for (const given of choices(operands, named))
          yield { name, operands: { ...given, nest_parent: 1n }, labels: [] };
      if (name === 'hw_queue_alloc')
        for (const given of choices(operands, named))
          yield { name, operands: { ...given, index: 1n }, labels: [] };
    }
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
