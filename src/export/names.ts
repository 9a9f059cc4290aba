/** What the cells of a state, their fields and the values of these are called in a model. */
import type { Variable } from '../explorer/index.ts';
import { type AnyObject, type Ctx, isObject } from '../iommufd/index.ts';
import { type Address, EMPTY, NULL, type Snapshot } from '../machine/index.ts';
import { nameOf } from '../trace/index.ts';
import { isArithmetic } from './arithmetic.ts';

/** A cell, as the model calls it. */
export interface Thing {
  readonly address: Address;
  readonly kind: string;
  /** Kind and object ID, or kind and address: `ioas_1`, `file_3`. */
  readonly name: string;
  /** What people call it. */
  readonly says: string;
}

/**
 * What the numbers of a variable stand for: true and false, themselves, a cell by its address, or some other value by
 * a number that the model gives it.
 */
export type Sort = 'flag' | 'count' | 'pointer' | 'value';

/** A variable of the model: a field of a cell that changes. Its values are whole numbers. */
export interface ModelVariable {
  readonly name: string;
  readonly sort: Sort;
  readonly thing: Thing;
  readonly variable: Variable;
  /** By value ID; the first is that of the start. */
  readonly numbers: readonly number[];
}

/** A value that has a number in the model alone. */
export interface Value {
  readonly name: string;
  readonly number: number;
  readonly says: string;
}

const COUNTS: ReadonlySet<string> = new Set([
  'users',
  'wait',
  'count',
  'num_accesses',
  'num_locks',
  'length',
]);

/** What is written into a slot in place of an address. */
const MARKS: ReadonlyMap<number, string> = new Map([
  [EMPTY, 'EMPTY'],
  [-1, 'RESERVED'],
  [-2, 'POISON'],
]);

const LONGEST_NAME = 48;

/** A text as one word of letters, digits and underscores. */
export function wordOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
}

function textOfValue(value: unknown): string {
  return (
    JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `0x${part.toString(16)}` : part)) ??
    'not there'
  );
}

/** The names in a model. They are given once and are the same in both languages. */
export class Names {
  readonly #start: Snapshot;
  readonly #things = new Map<Address, Thing>();
  readonly #taken = new Set<string>();
  readonly #values = new Map<string, Value>();
  readonly #used = new Set<Address>();

  constructor(start: Snapshot) {
    this.#start = start;
  }

  /** A cell; `kind` where it is only made after the start. */
  thing(address: Address, kind = this.#start[address]?.kind ?? 'cell'): Thing {
    const known = this.#things.get(address);
    if (known) return known;
    const cell = this.#start[address];
    const number =
      cell && isObject(cell)
        ? (cell as AnyObject).id
        : cell?.kind === 'ctx'
          ? (cell as Ctx).serial
          : undefined;
    const short = address === NULL ? 'memory' : wordOf(`${kind}_${number || address}`);
    const name = this.#taken.has(short) ? `${short}_at_${address}` : short;
    this.#taken.add(name);
    const thing = { address, kind, name, says: cell ? nameOf(this.#start, address) : `a later ${kind}` };
    this.#things.set(address, thing);
    return thing;
  }

  place(variable: Variable): ModelVariable {
    const { address, field, values } = variable;
    const thing = this.thing(address);
    const name = `${thing.name}_${wordOf(field.replace(/^(slot|fd)s\./, '$1_'))}`;
    const sort = this.#sortOf(variable);
    const numbers = values.map((value) => (sort === 'value' ? this.#value(value).number : Number(value)));
    if (sort === 'pointer') for (const number of numbers) this.#used.add(number as Address);
    return { name, sort, thing, variable, numbers };
  }

  /** A number as a value of a variable. */
  number({ sort }: ModelVariable, number: number): string {
    if (sort === 'count') return String(number);
    if (sort === 'flag') return number ? 'true' : 'false';
    if (sort === 'pointer') return MARKS.get(number) ?? this.thing(number as Address).name;
    return [...this.#values.values()][number]?.name ?? String(number);
  }

  /** Every name that stands for a number, and what it says. */
  get definitions(): readonly Value[] {
    const pointers = [...this.#used].sort((a, b) => a - b);
    return [
      ...pointers.map((number): Value => {
        const name = MARKS.get(number);
        if (name) return { name, number, says: number === EMPTY ? 'nothing' : name.toLowerCase() };
        const thing = this.thing(number);
        return { name: thing.name, number, says: thing.says };
      }),
      ...this.#values.values(),
    ];
  }

  #sortOf({ field, values, changes }: Variable): Sort {
    if (values.every((value) => typeof value === 'boolean')) return 'flag';
    if (!values.every((value) => typeof value === 'number')) return 'value';
    if (COUNTS.has(field) || [...changes.keys()].some(isArithmetic)) return 'count';
    return values.every((value) => MARKS.has(value as number) || this.#start[value as number])
      ? 'pointer'
      : 'count';
  }

  #value(value: unknown): Value {
    const text = textOfValue(value);
    const known = this.#values.get(text);
    if (known) return known;
    const isList =
      Array.isArray(value) && value.length > 0 && value.every((one) => this.#start[one as number]);
    const list = isList ? value.map((one) => this.thing(one as Address).name) : [];
    const full = isList ? `list_${list.join('_')}` : text === '[]' ? 'no_list' : `value_${wordOf(text)}`;
    const short = full.length > LONGEST_NAME || this.#taken.has(full) ? `value_${this.#values.size}` : full;
    this.#taken.add(short);
    const says = isList ? `[${list.join(', ')}]` : text;
    const made = { name: short, number: this.#values.size, says };
    this.#values.set(text, made);
    return made;
  }
}
