import { boot, createTask, momentOf, type Op, systemCall } from '../../iommufd/index.ts';
import { advance, createThread, type Step } from '../../machine/index.ts';
import { processIn } from '../teardown/naming.ts';
import type { Start } from '../teardown/start.ts';

/** What one thread does at a stretch, up to where another one takes over, or it sleeps. */
interface Stretch {
  readonly turn: number;
  readonly steps: Step[];
  /** The call has returned. */
  returns: boolean;
}

/** The turns, taken by real threads from the start on. */
function stretches(
  { design, variables, labels }: Start,
  ops: readonly Op[],
  turns: readonly number[],
): readonly Stretch[] {
  const k = boot(design);
  k.cells = variables.start.slice();
  const process = processIn(k.cells);
  const tasks = ops.map(() => createTask(k, 'thread', process));
  const threads = tasks.map((task, i) =>
    createThread(task, systemCall(k, { ...(ops[i] as Op), background: true }, labels)),
  );
  const found: Stretch[] = [];
  for (const turn of turns) {
    const step = advance(k, threads[turn] as (typeof threads)[number]);
    let last = found.at(-1);
    if (last?.turn !== turn || last.steps.at(-1)?.effect.do === 'sleep') {
      last = { turn, steps: [], returns: false };
      found.push(last);
    }
    if (step) last.steps.push(step);
    else last.returns = true;
  }
  return found;
}

/**
 * Turns of threads as a scenario: each call in a thread of its own, preempted right after what it does last before
 * another one takes over, and joined when all turns are over. A step in no kernel function has no name: there the
 * steps are counted.
 */
export function scheduled(start: Start, ops: readonly Op[], turns: readonly number[]): readonly Op[] {
  const started: number[] = [];
  const schedule: Op[] = [];
  for (const { turn, steps, returns } of stretches(start, ops, turns)) {
    const moment = momentOf(steps);
    const thread = BigInt(started.indexOf(turn));
    if (thread < 0n) {
      started.push(turn);
      const preempted = returns ? undefined : (moment ?? steps.length);
      schedule.push({ ...(ops[turn] as Op), background: true, ...(preempted && { preempted }) });
    } else if (moment) schedule.push({ name: 'resume', operands: { thread }, labels: [], preempted: moment });
    else if (steps.length > 0)
      schedule.push({ name: 'resume', operands: { thread, steps: BigInt(steps.length) }, labels: [] });
  }
  return [...schedule, ...started.map((): Op => ({ name: 'join', operands: {}, labels: [] }))];
}
