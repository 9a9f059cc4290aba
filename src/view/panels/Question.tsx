import { formatOp, frameIn, LIBRARY, sessionIn } from '../../store/index.ts';
import { useApp, useAppStore } from '../useApp.ts';

/** More steps than one wants to watch slowly. */
const MANY = 40;

/** The question a built-in scenario asks, and at its start the one thing to press. */
export function Question() {
  const title = useApp(({ document }) => document.title);
  const cursor = useApp(({ document }) => document.cursor);
  const { run } = useApp(sessionIn);
  const frame = useApp(frameIn);
  const { stepOp, setSpeed, play, seek } = useAppStore().getState();
  const builtIn = LIBRARY.find(({ scenario }) => scenario.title === title);
  if (!builtIn) return null;
  const start = builtIn.scenario.cursor;
  const next = run.ops[cursor.op];
  const isAtStart = cursor.op === start.op && cursor.step === start.step;
  const steps = (next?.last ?? frame) - frame;
  return (
    <section className="panel question" aria-label="Question">
      <p>{builtIn.question}</p>
      <div className="panel-actions">
        {isAtStart && next ? (
          <>
            <button type="button" className="primary mono" onClick={() => stepOp(1)}>
              {formatOp(next.op)} ▸
            </button>
            <button
              type="button"
              onClick={() => {
                setSpeed(steps > MANY ? 12 : 5);
                play(true, next.last);
              }}
            >
              Watch its {steps} steps
            </button>
          </>
        ) : (
          <button type="button" onClick={() => seek(run.ops[start.op]?.first ?? 0)}>
            ◂ Back to the question
          </button>
        )}
      </div>
    </section>
  );
}
