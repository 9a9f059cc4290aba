import { type Problem, placeAt } from '../parse/problem.ts';
import type { Attribute, Declaration, Definition, Expression, Unit } from '../parse/syntax.ts';
import { constantOf } from './constant.ts';
import { KERNEL } from './kernel.ts';
import { declared, isSame, type Kind } from './type.ts';

export interface Struct {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Declaration>;
  readonly attributes: readonly Attribute[];
}

/** A function of a model or of the kernel. */
export interface Fn {
  readonly what: Declaration;
  /** Null for one that the kernel carries out. */
  readonly defined: boolean;
}

/** What the files of a model declare between them. */
export interface Symbols {
  readonly structs: ReadonlyMap<string, Struct>;
  readonly functions: ReadonlyMap<string, Fn>;
  readonly variables: ReadonlyMap<string, Kind>;
  readonly constants: ReadonlyMap<string, bigint>;
}

/** Collects declarations and says where they do not go together. */
export class Collector implements Symbols {
  readonly structs = new Map<string, Struct>();
  readonly functions = new Map<string, Fn>();
  readonly variables = new Map<string, Kind>();
  readonly constants = new Map<string, bigint>();
  readonly problems: Problem[] = [];
  /** Where each name was first declared. */
  readonly #seen = new Map<string, { readonly unit: Unit; readonly at: number }>();

  /** Adds the definitions of a file; those of the kernel come first, and need no body. */
  add(unit: Unit): void {
    for (const one of unit.definitions) this.#define(unit, one);
  }

  problem(unit: Unit, at: number, says: string, mend?: string): void {
    this.problems.push({ ...placeAt(unit.source, at), says, ...(mend !== undefined && { mend }) });
  }

  /** The value of an expression of constants; undefined if it has none. */
  constant(one: Expression): bigint | undefined {
    return constantOf(one, (name) => this.constants.get(name));
  }

  #define(unit: Unit, one: Definition): void {
    switch (one.is) {
      case 'define': {
        const value = this.constant(one.value);
        if (value === undefined) this.problem(unit, one.value.at, `${one.name} has no constant value`);
        this.#claim(unit, one.at, one.name, () => this.constants.set(one.name, value ?? 0n));
        return;
      }
      case 'enum': {
        let next = 0n;
        for (const { name, value } of one.items) {
          const given = value ? this.constant(value) : next;
          if (given === undefined)
            this.problem(unit, (value as Expression).at, `${name} has no constant value`);
          const is = given ?? next;
          this.#claim(unit, one.at, name, () => this.constants.set(name, is));
          next = is + 1n;
        }
        return;
      }
      case 'struct': {
        const fields = new Map<string, Declaration>();
        for (const field of one.fields) {
          if (fields.has(field.name))
            this.problem(unit, field.at, `struct ${one.name} has two fields ${field.name}`);
          fields.set(field.name, field);
        }
        this.#struct(unit, one, fields);
        return;
      }
      case 'variable':
        this.#claim(unit, one.what.at, one.what.name, () =>
          this.variables.set(one.what.name, declared(one.what)),
        );
        return;
      case 'function':
        this.#function(unit, one.what, one.body !== null);
    }
  }

  /** A model may say what else it has in a struct of the kernel, as in task_struct. */
  #struct(
    unit: Unit,
    { name, at, attributes }: Definition & { readonly is: 'struct' },
    fields: ReadonlyMap<string, Declaration>,
  ): void {
    const before = this.structs.get(name);
    const seen = this.#seen.get(`struct ${name}`);
    if (before && seen?.unit.source === KERNEL) {
      for (const field of fields.values())
        if (before.fields.has(field.name))
          this.problem(unit, field.at, `struct ${name} of the kernel has a field ${field.name} already`);
      this.#seen.set(`struct ${name}`, { unit, at });
      this.structs.set(name, { name, fields: new Map([...before.fields, ...fields]), attributes });
      return;
    }
    this.#claim(unit, at, `struct ${name}`, () => this.structs.set(name, { name, fields, attributes }));
  }

  #function(unit: Unit, what: Declaration, defined: boolean): void {
    const { name, at } = what;
    const before = this.functions.get(name);
    if (!before) {
      this.#claim(unit, at, name, () => this.functions.set(name, { what, defined }));
      return;
    }
    if (!isSame(declared(before.what), declared(what)))
      this.problem(unit, at, `${name} is declared differently at ${this.#where(name)}`);
    if (!defined) return;
    if (before.defined) this.problem(unit, at, `${name} is defined already, at ${this.#where(name)}`);
    this.functions.set(name, { what, defined });
    this.#seen.set(name, { unit, at });
  }

  #claim(unit: Unit, at: number, name: string, enter: () => void): void {
    if (this.#seen.has(name)) {
      this.problem(unit, at, `${name} is defined already, at ${this.#where(name)}`);
      return;
    }
    this.#seen.set(name, { unit, at });
    enter();
  }

  #where(name: string): string {
    const seen = this.#seen.get(name);
    if (!seen) return 'another place';
    const { file, line } = placeAt(seen.unit.source, seen.at);
    return `${file}:${line}`;
  }
}
