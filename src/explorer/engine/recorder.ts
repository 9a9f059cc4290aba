import type { Address, Cell, Field, Machine, Rule, Watch } from '../../machine/index.ts';
import { hasUsers } from '../../trace/index.ts';
import { type Kind, Node } from './tree.ts';
import type { Change, Variable, Variables } from './variables.ts';

const IN_USE: Rule = { name: 'in use', apply: (users: number) => ({ to: users, seen: users > 0 }) };

const withArticle = (kind: string) => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;

/** A loop under way: where its turns begin, and where what follows it begins. */
type Turns = Map<string, Node>;

/**
 * Grows a tree while code runs. What the code has learned or stored is known for the rest of the way, so that each
 * variable is looked at once; stores are put off to the end, or to where a turn of a loop begins with nothing known.
 */
export class Recorder implements Watch {
  readonly #machine: Pick<Machine, 'stack'>;
  readonly #variables: Variables;
  #at: Node;
  #branch = 0;
  /** What is known of variables: the ID of the value. */
  readonly #known = new Map<Variable, number>();
  /** What was found where it was looked at, or stored there since. */
  readonly #found = new Map<Variable, number>();
  /** When a variable was last changed, in accesses since the beginning. */
  readonly #changed = new Map<string, number>();
  #accesses = 0;
  /** When the last step was over, in accesses. */
  #step = 0;
  readonly #loops: Turns[] = [];

  constructor(machine: Pick<Machine, 'stack'>, variables: Variables, root: Node) {
    this.#machine = machine;
    this.#variables = variables;
    this.#at = root;
  }

  /** A kernel path breaks a rule of ARCHITECTURE.md: the function that does, what it does, and the mend. */
  #broken(what: string, mend: string): Error {
    return new Error(`${this.#machine.stack.at(-1) ?? 'the system call'}: ${what}; ${mend}`);
  }

  #go(kind: Kind, variable: Variable | null, value = 0, change: Change | null = null): Node {
    const there = this.#at.next[this.#branch];
    const is =
      there &&
      there.kind === kind &&
      there.variable === variable &&
      there.value === value &&
      there.change === change;
    if (there && !is)
      throw this.#broken(
        `comes to another ${kind} after the same reads (there was a ${there.kind})`,
        'decide by operands and by what is read from cells, and by nothing else',
      );
    if (variable && kind !== 'test') this.#variables.store(variable);
    const node = there ?? new Node(kind, variable, value, change);
    this.#at.next[this.#branch] = node;
    this.#at = node;
    this.#branch = 0;
    return node;
  }

  reads(address: Address, field: Field, value: unknown): void {
    const variable = this.#variables.at(address, field);
    const id = this.#variables.id(variable, value);
    const known = this.#known.get(variable);
    if (known === id) return;
    if (known !== undefined)
      throw this.#broken(
        `\`${field}\` of cell ${address} is not what was stored there`,
        'store with write(), writeAt() or change(), never into the cell itself',
      );
    this.#go('test', variable);
    this.#branch = id;
    this.#known.set(variable, id);
    this.#found.set(variable, id);
  }

  writes(address: Address, field: Field, value: unknown): void {
    const variable = this.#variables.at(address, field);
    this.#known.set(variable, this.#variables.id(variable, value));
    this.#note(address, field);
  }

  changes(address: Address, field: Field, rule: Rule, seen: unknown): void {
    const variable = this.#variables.at(address, field);
    const change = this.#variables.change(variable, rule);
    this.#note(address, field);
    const known = this.#known.get(variable);
    if (known !== undefined) {
      if (change.to[known] === undefined) this.#variables.fill(change, known);
      this.#known.set(variable, change.to[known] as number);
      return;
    }
    this.#go('change', variable, 0, change);
    this.#branch = this.#variables.seenId(change, seen);
  }

  #note(address: Address, field: Field): void {
    this.#changed.set(`${address}.${field.split('.')[0]}`, ++this.#accesses);
  }

  room(address: Address, field: Field, length: number): number {
    return this.#variables.room(address, field, length);
  }

  /** Fields are looked at one by one, and not after they have changed. */
  view(address: Address, cell: Cell): Cell {
    const since = this.#accesses;
    const seen = new Set<string>();
    return new Proxy(cell, {
      get: (target, field) => {
        const value = Reflect.get(target, field);
        if (typeof field !== 'string' || field === 'kind' || seen.has(field)) return value;
        seen.add(field);
        const named = `\`${field}\` of ${withArticle(cell.kind)}`;
        if (since < this.#step)
          throw this.#broken(`${named} is first looked at after a step`, 'read it again after the yield');
        if ((this.#changed.get(`${address}.${field}`) ?? 0) > since)
          throw this.#broken(
            `${named} is first looked at after it changed`,
            'read the cell again after the change',
          );
        this.reads(address, field, value);
        return value;
      },
      ownKeys: () => {
        throw this.#broken(
          `${withArticle(cell.kind)} is copied as a whole`,
          'name the fields that are needed',
        );
      },
    });
  }

  loop(event: 'enter' | 'turn' | 'leave', value: unknown): void {
    this.#store();
    if (event === 'enter') {
      const begin = this.#go('join', null);
      begin.turns ??= new Map();
      this.#loops.push(begin.turns);
      return;
    }
    const turns = (event === 'turn' ? this.#loops.at(-1) : this.#loops.pop()) as Turns;
    const key = `${event} ${JSON.stringify(value)}`;
    const target = turns.get(key) ?? new Node('join');
    turns.set(key, target);
    const there = this.#at.next[this.#branch];
    if (there && there !== target)
      throw this.#broken(
        'a turn of a loop goes on elsewhere after the same reads',
        'keep in its cursor all that a turn knows of the one before it',
      );
    this.#at.next[this.#branch] = target;
    this.#at = target;
    this.#branch = 0;
  }

  /** Whether an object that is being freed still has users: no more than that is looked at. */
  readonly isInUse = (address: Address, cell: Cell | undefined): boolean => {
    const used = hasUsers(cell);
    if (cell && 'users' in cell) this.changes(address, 'users', IN_USE, used);
    return used;
  };

  /** Something worth telling happened. */
  fault(id: number): void {
    this.#go('fault', null, id);
  }

  /** Somebody else may run now: everything is stored, and nothing that was seen before may be looked at later. */
  step(id: number): void {
    this.#store();
    this.#go('step', null, id);
    this.#step = ++this.#accesses;
  }

  /** The code is over, with a result. */
  end(result: number): void {
    this.#store();
    this.#go('end', null, result);
  }

  /** Everything that was put off is stored, and nothing is known from here on. */
  #store(): void {
    for (const [variable, id] of this.#known)
      if (this.#found.get(variable) !== id) this.#go('set', variable, id);
    this.#known.clear();
    this.#found.clear();
  }
}
