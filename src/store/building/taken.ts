import { callIn, namesAt } from '../../explorer/index.ts';
import { boot, endsProcess, type Op, type Outcome } from '../../iommufd/index.ts';
import { type Run, run } from '../../trace/index.ts';
import type { Session } from '../session.ts';

/** What concerns threads and children is no call of the process alone. */
const OF_OTHERS: readonly Op['name'][] = ['join', 'resume', 'kill'];

/** A join has the answer of the call that it waited for: what refuses the join itself is only that there is none. */
const isTaken = ({ name }: Op, outcome: Outcome | undefined) =>
  outcome !== undefined && (outcome.errno === null || (name === 'join' && outcome.errno !== 'ESRCH'));

const latest = new WeakMap<Run, { readonly at: number; readonly labels: ReadonlyMap<string, number> }>();

/** The numbers of the labels after the first operations of a run. */
function labelsAt(whole: Run, at: number): ReadonlyMap<string, number> {
  const known = latest.get(whole);
  if (known?.at === at) return known.labels;
  const labels = new Map(namesAt(whole, at).map(({ value, number }) => [String(value), number]));
  latest.set(whole, { at, labels });
  return labels;
}

/** Whether operations after the first `at` of a run all return, and none of them with an errno. They name no label of each other. */
export function areTaken({ run: whole }: Session, at: number, ops: readonly Op[]): boolean {
  const before = whole.ops.slice(0, at);
  const last = before.at(-1);
  if (before.length < at || (last && endsProcess(last.op))) return false;
  const areOthers = before.some(({ op }) => op.background && !op.off);
  // Without a thread in the background both end at ESRCH.
  if (!areOthers && ops.some(({ name }) => name === 'join' || name === 'resume')) return false;
  const others = areOthers || ops.some(({ name }) => OF_OTHERS.includes(name));
  if (others) {
    const all = run([...before.map(({ op }) => op), ...ops], whole.design);
    return ops.every((op, i) => isTaken(op, all.ops[at + i]?.outcome));
  }
  const labels = labelsAt(whole, at);
  const k = boot(whole.design);
  let now = whole.frames[last?.last ?? 0]?.state ?? [];
  return ops.every((op) => {
    const { outcome, state } = callIn(k, now, op, labels);
    now = state;
    return isTaken(op, outcome);
  });
}
