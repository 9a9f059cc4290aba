import {
  type Address,
  type Cell,
  EMPTY,
  type Field,
  NULL,
  type Rule,
  type Snapshot,
} from '../../machine/index.ts';

/** One field of one cell, with every value that it was ever seen to have. */
export interface Variable {
  readonly index: number;
  readonly address: Address;
  readonly field: Field;
  /** By value ID; ID 0 is the value in the start state. */
  readonly values: unknown[];
  readonly ids: Map<unknown, number>;
  readonly changes: Map<string, Change>;
  /** Its place in a state, once some code stores it; -1 while it is always as in the start state. */
  column: number;
}

/** A rule for one variable as a table: by value ID, the ID of the value that it makes of it and of what is seen. */
export interface Change {
  readonly variable: Variable;
  readonly rule: Rule;
  readonly to: number[];
  readonly seen: number[];
  readonly seenIds: Map<unknown, number>;
}

/** More values than a variable's column in a state can tell apart. */
const MAX_VALUES = 0xffff;

/** The same for the same value: a value that is no object is its own key. */
function valueKey(value: unknown): unknown {
  if (typeof value === 'string') return `string ${value}`;
  if (typeof value !== 'object') return value;
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
}

function idOf(ids: Map<unknown, number>, value: unknown): number {
  const key = valueKey(value);
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}

/**
 * What a field of a cell holds. Fields with a point are entries: of a table by index, of a record by key. The tables of
 * a cell that is allocated later are empty.
 */
function valueIn(state: Snapshot, address: Address, field: Field): unknown {
  if (address === NULL) return state.length;
  const cell = state[address] as unknown as Record<string, unknown> | undefined;
  const point = field.indexOf('.');
  if (!cell) return /\.\d+$/.test(field) ? EMPTY : undefined;
  if (point < 0) return cell[field];
  const whole = cell[field.slice(0, point)];
  const entry = field.slice(point + 1);
  return Array.isArray(whole) ? (whole[Number(entry)] ?? EMPTY) : (whole as Record<string, unknown>)?.[entry];
}

/** Everything about a machine that its code looked at or changed, each with a number, and its values with numbers. */
export class Variables {
  readonly start: Snapshot;
  readonly all: Variable[] = [];
  readonly #byAddress = new Map<Address, Map<Field, Variable>>();
  readonly #rooms = new Map<string, number>();
  /** Variables by column. */
  readonly columns: Variable[] = [];
  /** By address, the columns of a cell. */
  readonly #contents: (readonly number[] | undefined)[] = [];
  /** Grows when a table got longer than in any state before: what is known of loops over it is out of date. */
  epoch = 0;

  constructor(start: Snapshot) {
    this.start = start;
  }

  at(address: Address, field: Field): Variable {
    const fields = this.of(address);
    const known = fields.get(field);
    if (known) return known;
    const first = valueIn(this.start, address, field);
    const made: Variable = {
      index: this.all.length,
      address,
      field,
      values: [first],
      ids: new Map([[valueKey(first), 0]]),
      changes: new Map(),
      column: -1,
    };
    this.all.push(made);
    fields.set(field, made);
    return made;
  }

  /** The variables of one cell. */
  of(address: Address): Map<Field, Variable> {
    const known = this.#byAddress.get(address);
    if (known) return known;
    const fields = new Map<Field, Variable>();
    this.#byAddress.set(address, fields);
    return fields;
  }

  /** How many variables some code stores. */
  get width(): number {
    return this.columns.length;
  }

  /** Some code stores it: it gets its column. */
  store(variable: Variable): void {
    if (variable.column >= 0) return;
    variable.column = this.columns.length;
    this.columns.push(variable);
    this.#contents[variable.address] = undefined;
  }

  /** The columns of a cell, but for whether it is freed. */
  contentOf(address: Address): readonly number[] {
    this.#contents[address] ??= [...this.of(address).values()]
      .filter(({ field, column }) => field !== 'freed' && column >= 0)
      .map(({ column }) => column);
    return this.#contents[address];
  }

  id(variable: Variable, value: unknown): number {
    const id = idOf(variable.ids, value);
    if (id === variable.values.length) variable.values.push(value);
    if (id >= MAX_VALUES) throw new RangeError(`${variable.field} has more than ${MAX_VALUES} values`);
    return id;
  }

  change(variable: Variable, rule: Rule): Change {
    let change = variable.changes.get(rule.name);
    if (!change) {
      change = { variable, rule, to: [], seen: [], seenIds: new Map() };
      variable.changes.set(rule.name, change);
    }
    return change;
  }

  /** Fills in what a change makes of one value. */
  fill({ variable, rule, to, seen, seenIds }: Change, id: number): void {
    const result = rule.apply(variable.values[id] as never);
    to[id] = this.id(variable, result.to);
    seen[id] = idOf(seenIds, result.seen);
  }

  seenId(change: Change, seen: unknown): number {
    return idOf(change.seenIds, seen);
  }

  /** The most entries that a table was ever seen to have. */
  room(address: Address, field: Field, length: number): number {
    const key = `${address}.${field}`;
    const most = this.#rooms.get(key);
    if (most !== undefined && length <= most) return most;
    if (most !== undefined) this.epoch++;
    this.#rooms.set(key, length);
    return length;
  }

  /** The state in which each variable has the value with the ID that `now` gives. */
  snapshot(now: Uint16Array): Cell[] {
    const cells = this.start.slice();
    const lengthAt = this.#byAddress.get(NULL)?.get('length');
    if (lengthAt) cells.length = Number(lengthAt.values[now[lengthAt.column] ?? 0]);
    for (const [column, { address, field, values }] of this.columns.entries()) {
      const id = now[column] ?? 0;
      if (id === 0 || address === NULL) continue;
      cells[address] = withField(cells[address], field, values[id]);
    }
    return cells;
  }
}

function withField(cell: Cell | undefined, field: Field, value: unknown): Cell {
  const point = field.indexOf('.');
  if (point < 0) return { ...cell, [field]: value } as Cell;
  const [name, entry] = [field.slice(0, point), field.slice(point + 1)];
  const whole = (cell as unknown as Record<string, unknown> | undefined)?.[name];
  if (!Array.isArray(whole)) {
    const { [entry]: _, ...others } = (whole ?? {}) as Record<string, unknown>;
    return {
      ...cell,
      [name]: value === undefined ? others : { ...others, [entry]: value },
    } as unknown as Cell;
  }
  const entries = [...whole];
  while (entries.length <= Number(entry)) entries.push(EMPTY);
  entries[Number(entry)] = value;
  while (entries.at(-1) === EMPTY) entries.pop();
  return { ...cell, [name]: entries } as unknown as Cell;
}
