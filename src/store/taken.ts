import { callIn, namesAt } from '../explorer/index.ts';
import { boot, endsProcess, type Op, type Outcome } from '../iommufd/index.ts';
import { run } from '../trace/index.ts';
import type { Session } from './session.ts';

/** What concerns threads and children is no call of the process alone. */
const OF_OTHERS: readonly Op['name'][] = ['join', 'resume', 'kill'];

/** A join has the answer of the call that it waited for: what refuses the join itself is only that there is none. */
const isTaken = ({ name }: Op, outcome: Outcome | undefined) =>
  outcome !== undefined && (outcome.errno === null || (name === 'join' && outcome.errno !== 'ESRCH'));

/** Whether operations after the first `at` of a run all return, and none of them with an errno. They name no label of each other. */
export function areTaken({ run: whole }: Session, at: number, ops: readonly Op[]): boolean {
  const before = whole.ops.slice(0, at);
  const last = before.at(-1);
  if (before.length < at || (last && endsProcess(last.op))) return false;
  const others = before.some(({ op }) => op.background) || ops.some(({ name }) => OF_OTHERS.includes(name));
  if (others) {
    const all = run([...before.map(({ op }) => op), ...ops], whole.design);
    return ops.every((op, i) => isTaken(op, all.ops[at + i]?.outcome));
  }
  const labels = new Map(namesAt(whole, at).map(({ value, number }) => [String(value), number]));
  const k = boot(whole.design);
  let now = whole.frames[last?.last ?? 0]?.state ?? [];
  return ops.every((op) => {
    const { outcome, state } = callIn(k, now, op, labels);
    now = state;
    return isTaken(op, outcome);
  });
}
