import { useMemo } from 'react';
import { frameIn, sessionIn } from '../../store/index.ts';
import { missedIn } from '../../trace/index.ts';
import { CopyButton } from '../export/CopyButton.tsx';
import { copyAs } from '../export/copyAs.ts';
import { lazily } from '../lazily.tsx';
import { useApp } from '../useApp.ts';
import { useGrowing } from '../useGrowing.ts';
import { OperationRow } from './OperationRow.tsx';
import './build.css';

const Palette = lazily(async () => (await import('./Palette.tsx')).Palette);

/** Rows that are made at once. */
const ROWS = 20;

/** The operations; of each that is done, what it returned. The one that just ran and the one that runs next are marked. */
export function Operations() {
  const ops = useApp(({ document }) => document.ops);
  const { op, step } = useApp(({ document }) => document.cursor);
  const { run } = useApp(sessionIn);
  const frame = useApp(frameIn);
  // What is switched off is passed over.
  const next = run.ops.findIndex((one, i) => i >= op && !one.op.off);
  const placeOf = (i: number) => {
    if (i < op || (i < next && run.ops[i]?.op.off)) return 'done';
    return i > next ? 'ahead' : step > 0 ? 'now' : 'next';
  };
  // The sentence, the stack and the ring in the graph are those of its last step.
  const ran = frame > 0 ? run.frames[frame]?.op : undefined;
  const missed = useMemo(() => run.ops.map((_, i) => missedIn(run, i)), [run]);
  const count = useGrowing(run.ops.length, ROWS);
  const history = useApp((state) => state.history);
  const undo = useApp((state) => state.undo);
  const redo = useApp((state) => state.redo);
  return (
    <section className="panel operations" aria-label="Operations">
      <ol>
        {run.ops.slice(0, count).map((opRun, i) => (
          <OperationRow
            // biome-ignore lint/suspicious/noArrayIndexKey: an operation is its place
            key={i}
            index={i}
            opRun={opRun}
            missed={missed[i]}
            justRan={i === ran}
            place={placeOf(i)}
            isLast={i === ops.length - 1}
          />
        ))}
      </ol>
      {run.ops.length > 1 && (
        <p className="op-legend muted" aria-hidden="true">
          <b className="op-ran">✓</b> just ran <b className="op-next">▸</b> runs next
        </p>
      )}
      <div className="panel-actions">
        <button
          type="button"
          onClick={undo}
          disabled={history.past.length === 0}
          aria-keyshortcuts="Control+z"
          title="Undo (Ctrl Z)"
        >
          Undo
        </button>
        <button
          type="button"
          onClick={redo}
          disabled={history.future.length === 0}
          aria-keyshortcuts="Control+Shift+z"
          title="Redo (Ctrl Shift Z)"
        >
          Redo
        </button>
        <CopyButton label="Copy the steps as text" onCopy={(store) => copyAs(store, 'steps')} />
      </div>
      <Palette />
    </section>
  );
}
