/** The shortest distinguishing sequences of two designs: operations after which something differs. */
import { type Design, EXIT, OP_NAMES, type Op, type OpName, opSpec } from '../../iommufd/index.ts';
import { isReference } from '../../scenario/index.ts';
import type { Name } from '../teardown/naming.ts';
import { boundMet, type Stored } from '../teardown/stored.ts';
import { callsFrom, objectsIn, type Reach } from './reach.ts';
import {
  DIFFERENCE_KINDS,
  type DifferenceKind,
  differenceOf,
  exitSeen,
  operationSeen,
  placeSeen,
} from './seen.ts';
import { bytesOf, type Done } from './sequence.ts';
import { type Both, keyOfBoth, Twins } from './twins.ts';

/** A difference of one kind, and the shortest sequence after which it is there. */
export interface Difference {
  readonly by: DifferenceKind;
  /** In words, the first design before the second. */
  readonly says: readonly [string, string];
  /** The beginning, and the operations after it. */
  readonly ops: readonly Op[];
}

export type Bounds = Omit<Reach, 'kinds'> & Partial<Pick<Reach, 'kinds'>>;

interface VisitedPair {
  readonly both: Both;
  readonly from: number;
  readonly op: Op | null;
  readonly depth: number;
}

/** Objects of each kind in the rounds of a search. The first finds long sequences, the last leaves nothing out. */
const ROUNDS = [1, Number.POSITIVE_INFINITY] as const;

/** Every sequence within a reach after a beginning, breadth first, in two designs in step. */
export class Distinguishing {
  readonly reach: Reach;
  /** Operations that were tried. */
  transitions = 0;
  /** Pairs of states that were looked at, over all rounds. */
  explored = 0;
  readonly #before: readonly Op[];
  readonly #twins: Twins;
  readonly #found = new Map<DifferenceKind, Difference>();
  #round = 0;
  #earlier = 0;
  /** The bound at which a round has stopped, in words. */
  bound: string | null = null;
  #bytes = 0;
  #places: VisitedPair[] = [];
  #known = new Set<string>();
  #explored = 0;

  /**
   * The bound of objects is for those beside the beginning's. Without kinds it tries, from an empty context, what makes
   * and takes down a queue and an access; else `kindsFor`.
   */
  constructor(designs: readonly [Design, Design], bounds: Bounds, before: readonly Op[] = []) {
    this.#before = before;
    this.#twins = new Twins(designs, before);
    const { state, named } = this.#twins.start[0];
    this.reach = { kinds: kindsFor(named), ...bounds, objects: objectsIn(state) + bounds.objects };
    const [one, other] = this.#twins.start;
    if (one !== other) this.#compare(placeSeen(one), placeSeen(other), () => []);
    this.#begin();
  }

  /** What was found, each kind once, IDs last. */
  get differences(): readonly Difference[] {
    return DIFFERENCE_KINDS.flatMap((kind) => this.#found.get(kind) ?? []);
  }

  /** Pairs of states that were met. */
  get states(): number {
    return this.#earlier + this.#places.length;
  }

  get isDone(): boolean {
    return this.#round === ROUNDS.length;
  }

  /** Nothing within reach was left out that could show a difference of another kind, or show one earlier. */
  get isComplete(): boolean {
    return this.isDone && !this.bound;
  }

  /** Goes on for so many pairs of states at most. */
  explore(most: number): void {
    for (let left = most; left > 0 && !this.isDone; left--) {
      this.explored++;
      this.#next();
    }
  }

  #begin(): void {
    this.#places = [{ both: this.#twins.start, from: -1, op: null, depth: 0 }];
    this.#known = new Set([keyOfBoth(this.#twins.start)]);
    this.#explored = 0;
    this.#bytes = 0;
  }

  /** What the round under way has stored: those before it are forgotten. */
  get #stored(): Stored {
    return { states: this.#places.length, bytes: this.#bytes };
  }

  #next(): void {
    const place = this.#places[this.#explored];
    const isOver = !place || !this.#canGain(place.depth);
    const most = { bytes: Number.POSITIVE_INFINITY, ...this.reach };
    this.bound = isOver ? null : boundMet(this.#stored, most, 'pairs of states');
    if (isOver || this.bound) this.#end();
    else this.#expand(place, this.#explored++);
  }

  #end(): void {
    this.#round++;
    if (this.isDone) return;
    this.#earlier += this.#places.length;
    this.#begin();
  }

  /** Whether an operation more could show what is not known yet, or what was known only after more operations. */
  #canGain(depth: number): boolean {
    const length = this.#before.length + depth + 1;
    return (
      depth < this.reach.depth &&
      DIFFERENCE_KINDS.some((kind) => (this.#found.get(kind)?.ops.length ?? Infinity) > length)
    );
  }

  #opsTo(place: number): readonly Op[] {
    const ops: Op[] = [];
    for (let at = this.#places[place]; at?.op; at = this.#places[at.from]) ops.unshift(at.op);
    return ops;
  }

  #expand({ both, depth }: VisitedPair, from: number): void {
    const each = Math.min(ROUNDS[this.#round] as number, this.reach.each ?? Infinity);
    for (const op of callsFrom(both[0], depth, { ...this.reach, each })) {
      const [one, other] = this.#run(both, op);
      const ops = () => [...this.#opsTo(from), op];
      if (one !== other) this.#compare(operationSeen(one, op), operationSeen(other, op), ops);
      // Where both refuse, nothing has changed; where one does, they have been told apart.
      if ([one, other].some(({ outcome, faults }) => outcome?.ret !== 0 || faults.length > 0)) continue;
      const reached: Both = [one.reached, other.reached];
      const key = keyOfBoth(reached);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#bytes += bytesOf(key, one.reached) + (one === other ? 0 : bytesOf('', other.reached));
      this.#places.push({ both: reached, from, op, depth: depth + 1 });
      const [first, second] = this.#run(reached, EXIT);
      if (first !== second) this.#compare(exitSeen(first), exitSeen(second), () => [...ops(), EXIT]);
    }
  }

  #run(both: Both, op: Op): readonly [Done, Done] {
    this.transitions++;
    return this.#twins.run(both, op);
  }

  #compare(one: Shown, other: Shown, after: () => readonly Op[]): void {
    for (const kind of DIFFERENCE_KINDS) {
      const [mine, its] = [one[kind], other[kind]];
      const says = mine && its && differenceOf(kind, mine, its);
      if (!says) continue;
      const ops = [...this.#before, ...after()];
      const known = this.#found.get(kind);
      if (!known || ops.length < known.ops.length) this.#found.set(kind, { by: kind, says, ops });
    }
  }
}

type Shown = { readonly [Kind in DifferenceKind]?: ReadonlyMap<string, string> };

/** Enough to make a hardware queue and an access, and to take things down: what designs differ in. */
const FROM_EMPTY: readonly OpName[] = [
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
  'pin',
  'destroy',
  'close',
];

/** Processes and time, and what is no operation of user space. */
const NOT_SEARCHED: ReadonlySet<OpName> = new Set<OpName>([
  'open',
  'dup',
  'exit',
  'sigkill_self',
  'fork',
  'sleep',
  'resume',
  'join',
  'hold',
  'unhold',
]);

/** What is tried after a beginning: every operation for whose descriptors and IDs it has something. */
function kindsFor(named: readonly Name[]): readonly OpName[] {
  if (named.length === 0) return FROM_EMPTY;
  return OP_NAMES.filter(
    (name) =>
      !NOT_SEARCHED.has(name) &&
      (FROM_EMPTY.includes(name) ||
        opSpec(name)
          .operands.filter(
            (spec) => isReference(spec) && spec.type !== 'handle' && spec.default === undefined,
          )
          .every(({ accepts }) => named.some(({ names }) => (accepts ?? []).some((one) => one === names)))),
  );
}
