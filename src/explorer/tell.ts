/** The shortest sequences of operations that tell two designs apart, from an empty context: both run in step. */
import type { Design, Op, OpName } from '../iommufd/index.ts';
import { isObject } from '../iommufd/index.ts';
import type { File } from '../machine/index.ts';
import { canonicalOf } from '../trace/index.ts';
import { callsFrom, type Done, EXIT, type Reach, type Reached, Sequence } from './sequence.ts';

/**
 * In what two designs differ: in what user space gets to see, in counts and in what there is, or in what the exit of
 * the process leaves behind.
 */
export const TOLD_BY = ['result', 'counts', 'end'] as const;

export type ToldBy = (typeof TOLD_BY)[number];

/** The shortest scenario after which two designs differ so. */
export interface Apart {
  readonly by: ToldBy;
  /** In words, the first design before the second. */
  readonly says: readonly [string, string];
  readonly ops: readonly Op[];
}

/** What is looked at by its name, and what it says. */
type Seen = ReadonlyMap<string, string>;

/** What user space sees of an operation, and the kernel log. */
function resultOf({ outcome, faults, reached }: Done, op: Op): Seen {
  const seen = new Map<string, string>();
  seen.set(
    op.name,
    outcome ? `${op.name} returns ${outcome.errno ?? outcome.ret}` : `${op.name} never returns`,
  );
  for (const { label, number } of reached.named)
    if (op.labels.includes(label)) seen.set(label, `${label} is ${number}`);
  for (const { name, because } of faults) seen.set(`${name} ${because}`, `${name}: ${because}`);
  return seen;
}

/** What there is, with its counts. */
function countsOf({ state, named }: Reached): Seen {
  const seen = new Map<string, string>();
  const file = state.find((cell) => cell.kind === 'file' && !cell.freed && (cell as File).fops === 'iommufd');
  seen.set(
    'ctx file',
    file ? `the count of the ctx file is ${(file as File).count}` : 'the ctx file is gone',
  );
  for (const { label, address } of named) {
    const cell = state[address];
    if (cell && isObject(cell)) seen.set(label, `${label} has ${cell.users} users`);
  }
  for (const cell of state) {
    if (cell.freed || !isObject(cell)) continue;
    const count = state.filter((one) => one.kind === cell.kind && !one.freed).length;
    seen.set(`of ${cell.kind}`, `there is ${count} of ${cell.kind}`);
  }
  return seen;
}

function endOf({ faults, reached: { state } }: Done): Seen {
  const isLeft = state.some(({ kind, freed }) => kind === 'ctx' && !freed);
  const left = state.filter((cell) => isObject(cell) && !cell.freed).length;
  const end = isLeft
    ? 'the exit leaves the context behind'
    : left > 0
      ? 'the exit leaves objects behind'
      : 'the exit frees everything';
  const seen = new Map([['end', end]]);
  for (const { name, because } of faults) seen.set(`${name} ${because}`, `${name}: ${because}`);
  return seen;
}

/** The first thing that one says and the other does not. */
function difference(one: Seen, other: Seen): readonly [string, string] | undefined {
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    const says = [one.get(key) ?? 'nothing of it', other.get(key) ?? 'nothing of it'] as const;
    if (says[0] !== says[1]) return says;
  }
  return undefined;
}

interface Place {
  readonly both: readonly [Reached, Reached];
  readonly from: number;
  readonly op: Op | null;
  readonly depth: number;
}

/** Every sequence within a reach, breadth first, in two designs at once. */
export class Telling {
  readonly reach: Reach;
  readonly apart: Apart[] = [];
  readonly #sequences: readonly [Sequence, Sequence];
  readonly #places: Place[];
  readonly #known = new Set<string>();
  #explored = 0;

  constructor(designs: readonly [Design, Design], reach: Reach) {
    this.reach = reach;
    this.#sequences = [new Sequence(designs[0]), new Sequence(designs[1])];
    const [one, other] = this.#sequences;
    this.#places = [{ both: [one.start, other.start], from: -1, op: null, depth: 0 }];
  }

  /** Pairs of states that were met. */
  get explored(): number {
    return this.#explored;
  }

  get states(): number {
    return this.#places.length;
  }

  /** Everything within reach was tried, or they were told apart in every way. */
  get isComplete(): boolean {
    return this.#explored === this.#places.length || this.apart.length === TOLD_BY.length;
  }

  /** Goes on for so many pairs at most. */
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

  #tell(by: ToldBy, one: Seen, other: Seen, ops: () => readonly Op[]): void {
    if (this.apart.some((known) => known.by === by)) return;
    const says = difference(one, other);
    if (says) this.apart.push({ by, says, ops: ops() });
  }

  #expand(from: number): void {
    const place = this.#places[from] as Place;
    if (place.depth >= this.reach.depth) return;
    for (const op of callsFrom(place.both[0], place.depth, this.reach)) {
      const [one, other] = this.#run(place.both, op);
      const ops = () => [...this.#opsTo(from), op];
      this.#tell('result', resultOf(one, op), resultOf(other, op), ops);
      this.#tell('counts', countsOf(one.reached), countsOf(other.reached), ops);
      // Where both refuse, nothing has changed; where one does, they have been told apart.
      if ([one, other].some(({ outcome, faults }) => outcome?.ret !== 0 || faults.length > 0)) continue;
      const key = `${canonicalOf(one.reached.state)}\n\n${canonicalOf(other.reached.state)}`;
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#places.push({ both: [one.reached, other.reached], from, op, depth: place.depth + 1 });
      const [first, second] = this.#run([one.reached, other.reached], EXIT);
      this.#tell('end', endOf(first), endOf(second), () => [...ops(), EXIT]);
    }
  }

  #run(both: Place['both'], op: Op): readonly [Done, Done] {
    const [one, other] = this.#sequences;
    return [one.run(both[0], op), other.run(both[1], op)];
  }
}

/** Enough to make a hardware queue and an access, and to take things down: what designs differ in. */
export const TELLING_KINDS: readonly OpName[] = [
  'open',
  'ioas_alloc',
  'ioas_map',
  'ioas_unmap',
  'mock_domain',
  'hwpt_alloc',
  'viommu_alloc',
  'hw_queue_alloc',
  'vdevice_alloc',
  'access_create',
  'destroy',
  'close',
];
