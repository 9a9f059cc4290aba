/** Calls that tear nothing down, each made once where the exploration starts, and taken back. */
import { type Broken, boot, brokenLaws, type Op, systemCall } from '../iommufd/index.ts';
import { advance, createThread, type Snapshot } from '../machine/index.ts';
import { type Fault, faultsOf, hasUsers } from '../trace/index.ts';
import type { Start } from './start.ts';
import { witnessOf } from './witness.ts';

/** What a call that tears nothing down does wrong. */
export interface Attempt {
  readonly op: Op;
  readonly faults: readonly Fault[];
  /** Laws that hold before it and not behind it. */
  readonly broken: readonly Broken[];
}

/** The most calls that are tried at a start. */
export const MOST_ATTEMPTS = 32;

/** Unmaps each range, and allocates each hardware queue a second time. Those that do nothing wrong are left out. */
export function attemptsAt(start: Start): readonly Attempt[] {
  const ops = [...start.probes.map(({ op }) => op), ...start.repeats].slice(0, MOST_ATTEMPTS);
  if (ops.length === 0) return [];
  const before = new Set(brokenLaws(start.variables.start, true).map(({ law }) => law));
  return ops.flatMap((op): Attempt[] => {
    const { faults, state } = attempt(start, op);
    const broken = brokenLaws(state, true).filter(({ law }) => !before.has(law));
    return faults.length > 0 || broken.length > 0 ? [{ op, faults, broken }] : [];
  });
}

function attempt({ design, variables, labels }: Start, op: Op): { faults: Fault[]; state: Snapshot } {
  const k = boot(design);
  k.cells = variables.start.slice();
  const process = variables.start.findIndex(({ kind }) => kind === 'task');
  const thread = createThread(process, systemCall(k, op, labels));
  const witness = witnessOf(k, (of) => hasUsers(k.cells[of]));
  const faults: Fault[] = [];
  for (let step = advance(k, thread); step; step = advance(k, thread)) {
    faults.push(...faultsOf(step, witness));
    if (thread.waiting === 'lock') break;
  }
  return { faults, state: k.cells };
}
