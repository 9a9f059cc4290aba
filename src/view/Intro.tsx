import { formatOp, frameIn, LIBRARY, sessionIn } from '../store/index.ts';
import { useApp, useAppStore } from './useApp.ts';

/** The question a built-in scenario asks, and the one thing to press, while nothing has been pressed yet. */
export function Intro() {
  const title = useApp(({ document }) => document.title);
  const cursor = useApp(({ document }) => document.cursor);
  const { run } = useApp(sessionIn);
  const frame = useApp(frameIn);
  const { stepOp, setSpeed, play } = useAppStore().getState();
  const builtIn = LIBRARY.find(({ scenario }) => scenario.title === title);
  const next = run.ops[cursor.op];
  const start = builtIn?.scenario.cursor;
  if (!builtIn || !next || cursor.op !== start?.op || cursor.step !== start.step) return null;
  const steps = next.last - frame;
  return (
    <aside className="intro" aria-label="Question">
      <p>{builtIn.question}</p>
      <div className="panel-actions">
        <button type="button" className="primary mono" onClick={() => stepOp(1)}>
          {formatOp(next.op)} ▸
        </button>
        <button
          type="button"
          onClick={() => {
            setSpeed(steps > 40 ? 12 : 5);
            play(true);
          }}
        >
          Watch its {steps} steps
        </button>
      </div>
    </aside>
  );
}
