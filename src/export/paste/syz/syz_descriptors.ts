import { opSpec } from '../../../iommufd/index.ts';
import { type Said, Unsaid } from './syz_fields.ts';

/** Standard input, output and errors come first. */
const FIRST = 3;

const FILES: readonly string[] = ['iommufd', 'staccess', 'eventq', 'vfio'];

/** The descriptors of a program by their numbers: a new one is the lowest that is free. */
export class Descriptors {
  readonly #open: (string | undefined)[] = [];

  /** The label of a descriptor that is given by its number; a label stands for itself. */
  labelOf(given: string): string {
    if (!given.startsWith('0x')) return given;
    const at = Number(given) - FIRST;
    const label = this.#open[at];
    if (label === undefined && at >= 0 && at < this.#open.length)
      throw new Unsaid(`descriptor ${given} has been closed before`);
    if (!label) throw new Unsaid(`no translated call opens descriptor ${given}`);
    return label;
  }

  /** Opens and closes what an operation does. */
  after({ name, operands, labels }: Said): void {
    if (name === 'close') {
      const at = this.#open.indexOf(String(operands.fd));
      if (at >= 0) this.#open[at] = undefined;
    }
    for (const [i, { names }] of opSpec(name).labels.entries()) {
      const label = labels[i];
      if (!FILES.includes(names)) continue;
      const free = this.#open.indexOf(undefined);
      const at = free < 0 ? this.#open.length : free;
      this.#open[at] = label ?? '';
    }
  }
}
