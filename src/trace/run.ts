import {
  boot,
  type Design,
  dieAfterOops,
  type Kernel,
  type Op,
  type Outcome,
  systemCall,
} from '../iommufd/index.ts';
import {
  type Address,
  advance,
  createThread,
  type Snapshot,
  type Step,
  snapshot,
  type Thread,
} from '../machine/index.ts';

/** The state after a micro-step. The first frame of a run has none: it is the freshly booted kernel. */
export interface Frame {
  readonly step: Step | null;
  readonly state: Snapshot;
  /** Index of the operation it belongs to. */
  readonly op: number;
}

export interface OpRun {
  readonly op: Op;
  /** The exit that the end of the process brings. */
  readonly implicit: boolean;
  /** Frame before its first micro-step, and frame after its last. Equal where it made none. */
  readonly first: number;
  readonly last: number;
  readonly outcome: Outcome;
  /** It never returns: it waits for a lock that nobody will give up. */
  readonly hung: boolean;
}

/** Everything that happened when a scenario ran in a design. */
export interface Run {
  readonly design: Design;
  readonly ops: readonly OpRun[];
  readonly frames: readonly Frame[];
}

const EXIT: Op = { name: 'exit', operands: {}, labels: [] };

const DIED: Outcome = { ret: null, errno: null, out: {} };

/** More micro-steps than any 500 operations need; a run beyond it is our mistake. */
const MAX_STEPS = 500_000;

/** Runs operations to the end of their process, which exits when they are over. Same input, same frames. */
export function run(ops: readonly Op[], design: Design): Run {
  const k = boot(design);
  const process = k.current;
  const labels = new Map<string, number>();
  const frames: Frame[] = [{ step: null, state: snapshot(k), op: 0 }];
  const done: OpRun[] = [];
  for (const op of ops.at(-1)?.name === 'exit' ? ops : [...ops, EXIT]) {
    const first = frames.length - 1;
    const thread = drive(k, process, systemCall(k, op, labels), frames, done.length);
    if (thread.killed) drive(k, process, dieAfterOops(k), frames, done.length);
    const outcome = thread.result?.value ?? DIED;
    for (const label of op.labels) labels.delete(label);
    for (const [label, value] of Object.entries(outcome.out)) labels.set(label, value);
    const hung = thread.waiting === 'lock';
    done.push({ op, implicit: op === EXIT, first, last: frames.length - 1, outcome, hung });
    if (!thread.result) break;
  }
  return { design, ops: done, frames };
}

/** Advances a thread until it returns, dies, or waits for a lock that nobody is left to release. */
function drive<T>(
  k: Kernel,
  process: Address,
  body: Parameters<typeof createThread<T>>[1],
  frames: Frame[],
  op: number,
): Thread<T> {
  const thread = createThread<T>(process, body);
  for (let step = advance(k, thread); step; step = advance(k, thread)) {
    frames.push({ step, state: snapshot(k), op });
    if (frames.length > MAX_STEPS) throw new Error(`a run of more than ${MAX_STEPS} micro-steps`);
    if (step.effect.do === 'sleep') k.clock += step.effect.ms;
    if (thread.waiting === 'lock' || thread.killed) break;
  }
  return thread;
}
