import { sessionIn } from '../../store/index.ts';
import { missedIn } from '../../trace/index.ts';
import { CopyButton } from '../export/CopyButton.tsx';
import { copyAs } from '../export/copyAs.ts';
import { lazily } from '../lazily.tsx';
import { useApp } from '../useApp.ts';
import { OperationRow } from './OperationRow.tsx';
import './build.css';

const Palette = lazily(async () => (await import('./Palette.tsx')).Palette);

/** The operations with what each returned; the next one is marked, and a new one goes before it. */
export function Operations() {
  const ops = useApp(({ document }) => document.ops);
  const { op, step } = useApp(({ document }) => document.cursor);
  const { run } = useApp(sessionIn);
  const history = useApp((state) => state.history);
  const undo = useApp((state) => state.undo);
  const redo = useApp((state) => state.redo);
  return (
    <section className="panel operations" aria-label="Operations">
      <ol>
        {run.ops.map((opRun, i) => (
          <OperationRow
            // biome-ignore lint/suspicious/noArrayIndexKey: an operation is its place
            key={i}
            index={i}
            op={opRun.op}
            outcome={opRun.outcome}
            missed={missedIn(run, i)}
            implicit={opRun.implicit}
            place={i < op ? 'done' : i > op ? 'ahead' : step > 0 ? 'now' : 'next'}
            isLast={i === ops.length - 1}
          />
        ))}
      </ol>
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
