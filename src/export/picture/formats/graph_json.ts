import { formatOp, formatText } from '../../../scenario/index.ts';
import type { Pip } from '../../../scene/index.ts';
import { narrate, takenIn } from '../../../trace/index.ts';
import type { Look } from '../look.ts';
import { type Moment, pictureOf } from '../moment.ts';

/** JSON has no number for the lengths and addresses of operations. */
function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

const holderOf = ({ row, holder }: Pip) => ({
  node: holder,
  role: row?.ref.role ?? null,
  takenIn: (row && takenIn(row)) ?? null,
  takenAt: row?.since ?? null,
});

/** The graph at a moment as JSON, with what it is of: for whoever wants to draw it, or to compare it, elsewhere. */
export function graphJsonOf(moment: Moment, { link }: Pick<Look, 'link'>): string {
  const { scenario, design, run, verdict, scene, frame } = moment;
  const { nodes, edges, cycles } = pictureOf(moment);
  const { fn, text } = narrate(run, frame);
  const at = run.frames[frame]?.op ?? 0;
  const document = {
    title: scenario.title,
    link,
    design,
    verdict: { name: verdict.headline.name, step: verdict.headline.frame, because: verdict.headline.because },
    step: { number: frame, last: run.frames.length - 1, operation: at, function: fn, says: text },
    operations: run.ops.map(({ op, implicit, last, outcome }) => ({
      text: formatOp(op),
      name: op.name,
      operands: op.operands,
      implicit,
      lastStep: last,
      returns: outcome.ret,
      errno: outcome.errno,
    })),
    nodes: scene.nodes.flatMap(({ key, kind, label, x, y, width, height }, i) => {
      const shown = nodes[i];
      if (!shown || shown.status === 'future') return [];
      const { id, status, users, wait, file, pinned, stranded, pips } = shown;
      const box = { x, y, width, height };
      const counts = { users, wait_cnt: wait, file };
      return [{ key, kind, label, id, status, counts, pinned, stranded, holders: pips.map(holderOf), box }];
    }),
    edges: scene.edges.flatMap(({ id, from, to, role, taken, put }, i) => {
      const shown = edges[i];
      if (!shown || (shown.status === 'none' && !shown.change)) return [];
      const { status, notTaken, change, cycle, pinned } = shown;
      return [
        {
          id,
          from,
          to,
          role,
          status: notTaken ? 'not taken' : status,
          note: notTaken || null,
          change,
          cycle,
          pinned,
          takenIn: taken,
          putIn: put,
        },
      ];
    }),
    cycles: cycles.map((cycle) => ({ pinned: cycle.pinned, nodes: cycle.nodes, edges: cycle.edges })),
    scenario: formatText(scenario),
  };
  return `${JSON.stringify(document, plain, 2)}\n`;
}
