import { nearest } from '../nearest.ts';
import type { Declaration, Unit } from '../parse/syntax.ts';
import type { Collector, Struct } from './symbols.ts';
import { declared, type Kind, show } from './type.ts';

/** What the check of a function knows: the declarations of all files, and the variables in reach. */
export class Scope {
  readonly symbols: Collector;
  readonly unit: Unit;
  /** What the function returns. */
  readonly returns: Kind;
  readonly #blocks: Map<string, Kind>[] = [new Map()];

  constructor(symbols: Collector, unit: Unit, returns: Kind) {
    this.symbols = symbols;
    this.unit = unit;
    this.returns = returns;
  }

  problem(at: number, says: string, mend?: string): null {
    this.symbols.problem(this.unit, at, says, mend);
    return null;
  }

  /** Runs something with variables of its own. */
  within(run: () => void): void {
    this.#blocks.push(new Map());
    run();
    this.#blocks.pop();
  }

  declare(what: Declaration): void {
    const block = this.#blocks.at(-1) as Map<string, Kind>;
    const kind = declared(what);
    this.checkKind(kind, what.at);
    if (kind.is === 'void') this.problem(what.at, `${what.name} cannot be void`);
    if (block.has(what.name)) this.problem(what.at, `${what.name} is declared already in this block`);
    block.set(what.name, kind);
  }

  /** What a name stands for; null where it stands for nothing, which is said. */
  named(name: string, at: number): Kind | null {
    for (const block of [...this.#blocks].reverse()) {
      const kind = block.get(name);
      if (kind) return kind;
    }
    const { variables, functions, constants } = this.symbols;
    const fn = functions.get(name);
    const found = variables.get(name) ?? (fn && declared(fn.what));
    if (found) return found;
    const constant = constants.get(name);
    if (constant !== undefined) return { is: 'integer', name: constant > 0xffff_ffffn ? 'u64' : 'int' };
    const known = this.#blocks.flatMap((block) => [...block.keys()]);
    return this.unknown(at, name, [...known, ...variables.keys(), ...functions.keys(), ...constants.keys()]);
  }

  /** Says that there is no such thing, and what may be meant. */
  unknown(at: number, name: string, known: readonly string[], whose = ''): null {
    const meant = nearest(name, known);
    return this.problem(at, `there is no ${name}${whose}`, meant && `did you mean ${meant}?`);
  }

  struct(name: string, at: number): Struct | null {
    const { structs } = this.symbols;
    return (
      structs.get(name) ??
      this.unknown(
        at,
        `struct ${name}`,
        [...structs.keys()].map((one) => `struct ${one}`),
      )
    );
  }

  /** Says which struct of a kind is not declared; a pointer may point at one that the model never looks into. */
  checkKind(kind: Kind, at: number): void {
    if (kind.is === 'struct') this.struct(kind.name, at);
    if (kind.is === 'array') this.checkKind(kind.of, at);
  }

  /** The field of a struct that something is, or points at. */
  field(of: Kind, name: string, through: '->' | '.', at: number): Kind | null {
    const isPointer = of.is === 'pointer';
    const struct = isPointer ? of.to : of;
    if (struct.is !== 'struct') return this.problem(at, `${show(of)} has no fields`);
    if (isPointer !== (through === '->'))
      return this.problem(
        at,
        `this is ${isPointer ? 'a pointer' : 'no pointer'}: ${show(of)}`,
        `write ${isPointer ? '->' : '.'}`,
      );
    const found = this.struct(struct.name, at);
    if (!found) return null;
    const field = found.fields.get(name);
    return field
      ? declared(field)
      : this.unknown(at, name, [...found.fields.keys()], ` in struct ${struct.name}`);
  }
}
