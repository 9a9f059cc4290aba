/** From an empty context, every sequence of operations up to a bound: is there any scenario that goes wrong? */
import { type Design, EXIT, type Op } from '../../iommufd/index.ts';
import { canonicalOf, type Fault } from '../../trace/index.ts';
import { brokenBy, type PropertyName } from '../properties.ts';
import { boundMet, type Stored } from '../teardown/stored.ts';
import { callsFrom, type Reach } from './reach.ts';
import { bytesOf, type Reached, Sequence } from './sequence.ts';

/** The shortest scenario in which a property fails. */
export interface Broken {
  readonly property: PropertyName;
  readonly because: string;
  readonly ops: readonly Op[];
}

interface Visited extends Reached {
  readonly from: number;
  readonly op: Op | null;
  readonly depth: number;
}

/** Every sequence within a reach, breadth first: of what is broken the shortest is found first. */
export class Search {
  readonly design: Design;
  readonly reach: Reach;
  readonly broken: Broken[] = [];
  /** Operations that were tried. */
  transitions = 0;
  /** The bound that it has stopped at, in words. */
  bound: string | null = null;
  #bytes = 0;
  readonly #sequence: Sequence;
  readonly #places: Visited[];
  readonly #known = new Set<string>();
  #explored = 0;

  constructor(design: Design, reach: Reach) {
    this.design = design;
    this.reach = reach;
    this.#sequence = new Sequence(design);
    const { start } = this.#sequence;
    this.#known.add(canonicalOf(start.state));
    this.#places = [{ ...start, from: -1, op: null, depth: 0 }];
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

  get stored(): Stored {
    return { states: this.states, bytes: this.#bytes };
  }

  /** Goes on for so many states at most, and stops where a bound of its reach is met. */
  explore(count: number): void {
    const end = this.#explored + count;
    while (this.#explored < end && !this.isComplete) {
      this.bound = boundMet(this.stored, { bytes: Number.POSITIVE_INFINITY, ...this.reach });
      if (this.bound) return;
      this.#expand(this.#explored++);
    }
  }

  #opsTo(place: number): readonly Op[] {
    const ops: Op[] = [];
    for (let at = this.#places[place]; at?.op; at = this.#places[at.from]) ops.unshift(at.op);
    return ops;
  }

  #expand(from: number): void {
    const place = this.#places[from] as Visited;
    if (place.depth >= this.reach.depth) return;
    for (const op of callsFrom(place, place.depth, this.reach)) {
      const { outcome, faults, reached } = this.#sequence.run(place, op);
      this.transitions++;
      const ops = () => [...this.#opsTo(from), op];
      this.#take(faults, ops);
      if (outcome?.ret !== 0 || faults.length > 0) continue;
      const key = canonicalOf(reached.state);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#bytes += bytesOf(key, reached);
      this.#places.push({ ...reached, from, op, depth: place.depth + 1 });
      this.#checkExit(reached, ops);
    }
  }

  /** Whether everything goes when the process does. */
  #checkExit(reached: Reached, ops: () => readonly Op[]): void {
    const ended = this.#sequence.run(reached, EXIT);
    this.#take(ended.faults, () => [...ops(), EXIT]);
    const left = ended.reached.state.find(({ kind, freed }) => kind === 'ctx' && !freed);
    if (left && ended.faults.length === 0)
      this.#break('P1', 'the context is not freed when the process exits', [...ops(), EXIT]);
  }

  #take(faults: readonly Fault[], ops: () => readonly Op[]): void {
    for (const fault of faults)
      for (const property of brokenBy(fault)) this.#break(property, fault.because, ops());
  }

  #break(property: PropertyName, because: string, ops: readonly Op[]): void {
    if (!this.broken.some((one) => one.property === property)) this.broken.push({ property, because, ops });
  }
}
