import {
  type DesignName,
  endsProcess,
  formatOp,
  formatText,
  type Op,
  offered,
  parseText,
  propose,
  sayProblem,
  sessionOf,
} from '../../store/index.ts';

/** Calls to choose from, under a heading. */
export interface CallGroup {
  readonly title: string;
  readonly calls: readonly string[];
}

/** What is no call of its own that could be under way with another. */
const ALONE: readonly string[] = ['kill', 'fork', 'join', 'resume', 'sleep'];

/**
 * Calls that can race after the first `count` operations, as text: those that the scenario goes on with, those that take
 * something down, and those that make something. Each stands once.
 */
export function callsAt(
  ops: readonly Op[],
  count: number,
  design: DesignName,
  teardown: readonly Op[],
): readonly CallGroup[] {
  const session = sessionOf(ops, design);
  const making = offered(session, count).map(
    (name): Op => ({ name, operands: propose(session, count, name), labels: [] }),
  );
  const seen = new Set<string>();
  const groups = [
    { title: 'Next in the scenario', from: ops.slice(count) },
    { title: 'Taking something down', from: teardown },
    { title: 'Everything else that is possible here', from: making },
  ];
  return groups.map(({ title, from }) => {
    const calls = from
      .filter((op) => !op.off && !endsProcess(op) && !ALONE.includes(op.name))
      .map(({ background: _, preempted: __, ...op }) => formatOp(op))
      .filter((call) => !seen.has(call) && seen.add(call));
    return { title, calls };
  });
}

/** Reads calls as they could stand after the operations; or says what is wrong with them. */
export function readCalls(
  ops: readonly Op[],
  design: DesignName,
  lines: readonly string[],
): readonly Op[] | string {
  const before = formatText({ title: '', design, ops, cursor: { op: ops.length, step: 0 } });
  const { scenario, problems } = parseText(`${before}${lines.join('\n')}`);
  const [problem] = problems;
  if (problem) return sayProblem(problem);
  return scenario.ops.slice(ops.length);
}
