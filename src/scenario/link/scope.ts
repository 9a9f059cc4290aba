import type { Op, OperandSpec } from '../../iommufd/index.ts';
import { freshLabels, type Labelled, type LabelStyle, labelled } from '../labels.ts';

/** Where in an ascending list of numbers those begin that are greater. */
function firstAfter(times: readonly number[], time: number): number {
  let low = 0;
  for (let high = times.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

const suits = ({ accepts }: OperandSpec, names: Labelled | undefined) =>
  accepts?.some((one) => one === names);

/** The labels in scope while a scenario is read from front to back. */
export class Scope {
  readonly #known = new Map<string, Labelled>();
  /** In the order in which they were last defined. */
  readonly #order: string[] = [];
  /** When each was last defined; and of all that stand for the same, in ascending order. */
  readonly #timeOf = new Map<string, number>();
  readonly #times = new Map<Labelled, number[]>();
  #now = 0;
  readonly #reached = new Map<object, number>();
  readonly #style: LabelStyle;

  constructor(style: LabelStyle) {
    this.#style = style;
  }

  /** Labels that suit an operand, or all of them, the latest first. */
  *recent(spec: OperandSpec, all: boolean): Generator<string> {
    for (let i = this.#order.length - 1; i >= 0; i--) {
      const label = this.#order[i] as string;
      if (all || suits(spec, this.#known.get(label))) yield label;
    }
  }

  /** The place of a label among the recent ones; -1 if it is none of them. */
  placeOf(label: string, spec: OperandSpec, all: boolean): number {
    const time = this.#timeOf.get(label);
    if (time === undefined || (!all && !suits(spec, this.#known.get(label)))) return -1;
    const kinds = all ? this.#times.keys() : (spec.accepts ?? []);
    let place = 0;
    for (const kind of kinds) {
      const times = this.#times.get(kind) ?? [];
      place += times.length - firstAfter(times, time);
    }
    return place;
  }

  /** The label at a place among the recent ones. */
  at(place: bigint, spec: OperandSpec, all: boolean): string | undefined {
    let left = place;
    for (const label of this.recent(spec, all)) if (left-- === 0n) return label;
    return undefined;
  }

  fresh(name: Op['name']): readonly string[] {
    return freshLabels(name, this.#known, this.#style, this.#reached);
  }

  define(op: Op): void {
    for (const [label, names] of labelled(op, this.#known)) {
      const before = this.#known.get(label);
      if (before !== undefined) {
        this.#order.splice(this.#order.lastIndexOf(label), 1);
        const times = this.#times.get(before) as number[];
        times.splice(times.indexOf(this.#timeOf.get(label) as number), 1);
      }
      this.#known.set(label, names);
      this.#order.push(label);
      this.#timeOf.set(label, this.#now);
      const times = this.#times.get(names);
      if (times) times.push(this.#now++);
      else this.#times.set(names, [this.#now++]);
    }
  }
}
