import { type OpName, opSpec } from '../../../iommufd/index.ts';
import type { Value } from './syz_value.ts';

/** Why a call cannot be said in operations, to stand behind a colon. */
export class Unsaid extends Error {}

const hex = (value: bigint) => `0x${value.toString(16)}`;

/** The fields of a command, or the arguments of a system call, by their place. What lies beyond the last is zero. */
export class Fields {
  readonly #values: readonly Value[];

  constructor(values: readonly Value[]) {
    this.#values = values;
  }

  number(at: number): bigint {
    const value = this.#values[at];
    if (value === undefined || value.kind === 'make') return 0n;
    if (value.kind === 'number') return value.value;
    if (value.kind === 'pointer') return value.address;
    throw new Unsaid(
      value.kind === 'use' ? `${value.name} stands for a number` : 'an argument is not a number',
    );
  }

  /** A label, or the number of an ID. */
  id(at: number): string {
    const value = this.#values[at];
    return value?.kind === 'use' ? value.name : hex(this.number(at));
  }

  /** The label of what the call makes, if anybody uses it. */
  made(at: number): string | undefined {
    const value = this.#values[at];
    return value?.kind === 'make' ? value.name : undefined;
  }

  /** A number that can have no other value. */
  only(at: number, value: bigint, name: string): void {
    if (this.number(at) !== value) throw new Unsaid(`no operation has ${name} ${hex(this.number(at))}`);
  }

  /** Flags, all of which are among those known. */
  flags(at: number, known: bigint): bigint {
    const value = this.number(at);
    if ((value & ~known) !== 0n) throw new Unsaid(`no operation has flags ${hex(value)}`);
    return value;
  }

  /** The fields that an argument points to. */
  at(at: number): Fields {
    const value = this.#values[at];
    if (value?.kind === 'pointer' && value.to?.kind === 'struct') return new Fields(value.to.fields);
    if (value === undefined || this.#isNull(value))
      throw new Unsaid('its argument is NULL, so it returns EFAULT and does nothing');
    throw new Unsaid('its argument cannot be read');
  }

  #isNull(value: Value): boolean {
    return (
      (value.kind === 'number' && value.value === 0n) || (value.kind === 'pointer' && value.address === 0n)
    );
  }

  /** The text that an argument points to. */
  text(at: number): string {
    const value = this.#values[at];
    return value?.kind === 'pointer' && value.to?.kind === 'other' ? value.to.text : '';
  }
}

/** An operation: its operands by name, and the labels of what it makes. */
export interface Said {
  readonly name: OpName;
  readonly operands: Readonly<Record<string, string | bigint>>;
  readonly labels: readonly (string | undefined)[];
}

/** An operation as a line of the text form. A value that nobody uses, before one that somebody does, gets a label too. */
export function lineOf({ name, operands, labels }: Said, fresh: () => string): string {
  const words = opSpec(name).operands.flatMap(({ name: operand, positional }) => {
    const value = operands[operand];
    if (value === undefined) return [];
    const text = typeof value === 'bigint' ? hex(value) : value;
    return positional ? [text] : [`${operand}=${text}`];
  });
  const last = labels.findLastIndex((label) => label !== undefined);
  const made = labels.slice(0, last + 1).map((label) => label ?? fresh());
  return [name, ...words, ...(made.length > 0 ? ['>', ...made] : [])].join(' ');
}
