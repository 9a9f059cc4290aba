import { formatOp, frameIn, sessionIn } from '../../store/index.ts';
import { useLesson } from '../tour/useGuide.ts';
import type { Tour } from '../tour/useTour.ts';
import { useApp, useAppStore } from '../useApp.ts';

/** More steps than one wants to watch slowly. */
const MANY = 40;

/** The question a built-in scenario asks, at its start the one thing to press, and the story behind it. */
export function Question({ tour }: { readonly tour: Tour | null }) {
  const cursor = useApp(({ document }) => document.cursor);
  const { run } = useApp(sessionIn);
  const frame = useApp(frameIn);
  const { stepOp, setSpeed, play, seek } = useAppStore().getState();
  const lesson = useLesson();
  if (!lesson) return null;
  const { builtIn, guide } = lesson;
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
        {tour && tour.at < 0 && (
          <button type="button" title="t" onClick={() => tour.go(0)}>
            Take the tour: {tour.stations.length} stops
          </button>
        )}
      </div>
      <details>
        <summary>The story</summary>
        <p>{guide.story}</p>
        <p>
          <strong>Look at</strong> {guide.lookAt}
        </p>
        <p className="muted">{guide.about}</p>
      </details>
    </section>
  );
}
