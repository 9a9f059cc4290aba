import { narrate } from '../../trace/index.ts';
import { useApp } from '../useApp.ts';
import type { Shown } from '../usePicture.ts';

/** Steps before the one that is shown. What is ahead has not happened. */
const BEFORE = 10;

/** Where several threads take turns: a column for each, a row for each step so far. Nothing where there is one. */
export function Threads({ shown: { session, frame } }: { readonly shown: Shown }) {
  const seek = useApp((state) => state.seek);
  const { frames, ops } = session.run;
  // Which frames of the run are those in which threads take turns.
  const begun = ops.find(({ op }) => op.background)?.first ?? Number.POSITIVE_INFINITY;
  const joined = ops.findLast(({ op }) => op.name === 'join')?.last ?? frames.length;
  const acting = frames.slice(begun + 1, joined + 1).flatMap(({ step }) => (step ? [step.task] : []));
  const tasks = [...new Set(acting)];
  if (frame < begun || frame > joined || tasks.length < 2) return null;
  const from = Math.max(frame - BEFORE, 1);
  const rows = frames.slice(from, frame + 1).map((one, i) => ({ ...one, at: from + i }));
  const callOf = (task: number) => {
    const op = frames.find(({ step }) => step?.task === task)?.op ?? 0;
    return ops[op]?.op.background ? `thread: ${ops[op]?.op.name}` : 'process';
  };
  return (
    <section className="panel threads" aria-labelledby="threads-title">
      <h2 id="threads-title">Threads</h2>
      <table>
        <thead>
          <tr>
            {tasks.map((task) => (
              <th key={task} scope="col">
                {callOf(task)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ step, at }) => (
            <tr key={at} aria-current={at === frame || undefined}>
              {tasks.map((task) => (
                <td key={task}>
                  {step?.task === task && (
                    <button type="button" onClick={() => seek(at)} title={narrate(session.run, at).fn}>
                      {narrate(session.run, at).text}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
