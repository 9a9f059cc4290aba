import { endsProcess, type Op } from '../iommufd/index.ts';
import { LIMITS, type Scenario } from './scenario.ts';

/*
 * Edits keep every other operation as it is. One that used a label whose operation went keeps the label: it runs with
 * an ID of 0 or a descriptor of -1, as a program with an unset variable would, and the text form marks it.
 */

/** What was claimed of the operations there were says nothing of others. */
function withOps({ claim: _, ...scenario }: Scenario, ops: readonly Op[], cursor: number): Scenario {
  return { ...scenario, ops, cursor: { op: Math.min(Math.max(cursor, 0), ops.length), step: 0 } };
}

/** Puts an operation before the one at `at`, and the cursor behind it. An exit goes last, once; a full scenario stays. */
export function insertOp(scenario: Scenario, at: number, op: Op): Scenario {
  const { ops } = scenario;
  const last = ops.at(-1);
  const exits = last !== undefined && endsProcess(last);
  if (ops.length >= LIMITS.ops || (exits && endsProcess(op))) return scenario;
  const end = exits ? ops.length - 1 : ops.length;
  const place = endsProcess(op) ? end : Math.min(at, end);
  return withOps(scenario, ops.toSpliced(place, 0, op), place + 1);
}

export function removeOp(scenario: Scenario, at: number): Scenario {
  const { op } = scenario.cursor;
  return withOps(scenario, scenario.ops.toSpliced(at, 1), op > at ? op - 1 : op);
}

/** Puts an operation in the place of the one at `at`, and the cursor behind it. */
export function replaceOp(scenario: Scenario, at: number, op: Op): Scenario {
  return withOps(scenario, scenario.ops.with(at, op), at + 1);
}

/** Switches an operation off, or on again. One that ends the process stays off where another would stand behind it. */
export function switchOp(scenario: Scenario, at: number): Scenario {
  const op = scenario.ops[at];
  if (!op) return scenario;
  const { off, ...on } = op;
  if (endsProcess(on) && at < scenario.ops.length - 1) return scenario;
  return withOps(scenario, scenario.ops.with(at, off ? on : { ...op, off: true }), scenario.cursor.op);
}

/** Moves the operation at `from` so that it stands at `to`. An exit is not moved and nothing moves behind it. */
export function moveOp(scenario: Scenario, from: number, to: number): Scenario {
  const op = scenario.ops[from];
  const end = scenario.ops.at(-1);
  const last = scenario.ops.length - (end && endsProcess(end) ? 2 : 1);
  if (!op || endsProcess(op) || to < 0 || to > last) return scenario;
  return withOps(scenario, scenario.ops.toSpliced(from, 1).toSpliced(to, 0, op), scenario.cursor.op);
}
