/** From a state of a design, operation by operation: what is done, and what it leads to. */
import { boot, type Design, type Kernel, type Op, type Outcome, systemCall } from '../../iommufd/index.ts';
import { advance, createThread, type File, NULL, type Snapshot } from '../../machine/index.ts';
import { classOf, isFile, labelled } from '../../scenario/index.ts';
import { type Fault, faultsOf, hasUsers, run } from '../../trace/index.ts';
import { witnessOf } from '../engine/witness.ts';
import { behind, isAlive, type Name, namesAt, processIn } from '../teardown/naming.ts';
import { startOf } from '../teardown/start.ts';

/** Where a sequence of operations has come to. */
export interface Reached {
  readonly state: Snapshot;
  /** What an operation can name. */
  readonly named: readonly Name[];
}

/** Bytes of a pointer to a cell, and about those of what a step changes and of what is known of a place. */
const POINTER = 8;
const OF_A_PLACE = 1024;

/** About how many bytes it takes to keep a place under its key. */
export function bytesOf(key: string, { state, named }: Reached): number {
  return OF_A_PLACE + key.length + POINTER * (state.length + named.length);
}

/** What an operation did. No outcome: it never returns. */
export interface Done {
  readonly outcome: Outcome | undefined;
  readonly faults: readonly Fault[];
  /** The first line of each report in the kernel log. */
  readonly log: readonly string[];
  readonly reached: Reached;
}

/** Makes a call of the process in a state, alone and to its end. */
export function callIn(
  k: Kernel,
  before: Snapshot,
  op: Op,
  labels: ReadonlyMap<string, number>,
): Omit<Done, 'reached'> & { readonly state: Snapshot } {
  k.cells = before.slice();
  const process = processIn(before);
  const thread = createThread(process, systemCall(k, op, labels));
  k.current = process;
  const witness = witnessOf(k, (of) => hasUsers(k.cells[of]));
  const faults: Fault[] = [];
  const log: string[] = [];
  for (let step = advance(k, thread); step; step = advance(k, thread)) {
    faults.push(...faultsOf(step, witness));
    if (step.effect.do === 'log') log.push(step.effect.lines[0] ?? '');
    if (thread.waiting === 'lock') break;
  }
  return { outcome: thread.result?.value, faults, log, state: k.cells };
}

/** Runs one operation after another in a design, from wherever. */
export class Sequence {
  readonly #k: Kernel;
  readonly start: Reached;

  /** Begins after the operations of `before`, with those in the background joined. */
  constructor(design: Design, before: readonly Op[] = []) {
    this.#k = boot(design);
    this.start = before.length > 0 ? after(before, design) : { state: this.#k.cells.slice(), named: [] };
  }

  run({ state: before, named }: Reached, op: Op): Done {
    const labels = new Map(named.map(({ value, number }) => [String(value), number]));
    const { outcome, faults, log, state } = callIn(this.#k, before, op, labels);
    return {
      outcome,
      faults,
      log,
      reached: { state, named: outcome ? namedAfter(named, op, outcome, state) : named },
    };
  }
}

function after(before: readonly Op[], design: Design): Reached {
  const { ops, variables } = startOf(before, design);
  const state = variables.start;
  return { state, named: namesAt(run(ops, design), ops.length).filter((name) => isAlive(state, name)) };
}

function namedAfter(before: readonly Name[], op: Op, outcome: Outcome, state: Snapshot): readonly Name[] {
  const types = new Map(before.map(({ value, names }) => [String(value), names] as const));
  const ictx = before.find(({ value }) => value === op.operands.ctx)?.ictx ?? NULL;
  const made = labelled(op, types).flatMap(([value, kind]): Name[] => {
    const number = outcome.labels[value];
    if (number === undefined) return [];
    const address = behind(state, kind, ictx, number);
    const cell = state[address];
    if (!cell || address <= 0) return [];
    // An allocation can give another kind than its label promises: a nested table for a paging one.
    const names = classOf(kind) === 'ID' ? (cell.kind as Name['names']) : kind;
    return [{ value, names, number, address, ictx: isFile(kind) ? (cell as File).private : ictx }];
  });
  const known = before.filter(({ value }) => !made.some((one) => one.value === value));
  return [...known, ...made].filter((name) => isAlive(state, name));
}
