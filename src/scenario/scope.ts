import type { Op, OperandSpec } from '../iommufd/index.ts';
import { freshLabels, type Labelled, type LabelStyle, labelled } from './labels.ts';

const suits = ({ accepts }: OperandSpec, names: Labelled | undefined) =>
  accepts?.some((one) => one === names);

/** The labels in scope while a scenario is read from front to back. */
export class Scope {
  readonly #known = new Map<string, Labelled>();
  /** In the order in which they were last defined. */
  readonly #order: string[] = [];
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
    if (!this.#known.has(label) || (!all && !suits(spec, this.#known.get(label)))) return -1;
    let place = 0;
    for (const one of this.recent(spec, all)) {
      if (one === label) return place;
      place++;
    }
    return -1;
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
      if (this.#known.has(label)) this.#order.splice(this.#order.lastIndexOf(label), 1);
      this.#known.set(label, names);
      this.#order.push(label);
    }
  }
}
