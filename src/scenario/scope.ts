import type { Op, OperandSpec } from '../iommufd/index.ts';
import { freshLabels, type Labelled, type LabelStyle, labelled } from './labels.ts';

/** The labels in scope while a scenario is read from front to back. */
export class Scope {
  readonly #known = new Map<string, Labelled>();
  readonly #style: LabelStyle;

  constructor(style: LabelStyle) {
    this.#style = style;
  }

  /** Labels that suit an operand, or all of them, the latest first. */
  recent(spec: OperandSpec, all: boolean): readonly string[] {
    const suits = ([, names]: [string, Labelled]) => all || spec.accepts?.some((one) => one === names);
    return [...this.#known]
      .filter(suits)
      .map(([label]) => label)
      .reverse();
  }

  fresh(name: Op['name']): readonly string[] {
    return freshLabels(name, new Set(this.#known.keys()), this.#style);
  }

  define(op: Op): void {
    for (const [label, names] of labelled(op, this.#known)) {
      this.#known.delete(label);
      this.#known.set(label, names);
    }
  }
}
