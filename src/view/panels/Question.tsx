import { formatOp, frameIn, sessionIn } from '../../store/index.ts';
import { bringGraphInSight } from '../graph/viewport/inSight.ts';
import { Next } from '../tour/Next.tsx';
import { useLesson } from '../tour/useGuide.ts';
import type { Tour } from '../tour/useTour.ts';
import { useApp, useAppStore } from '../useApp.ts';

/** With so few steps, watching them is no other thing than making them. */
const FEW = 3;

/** More steps than one wants to watch slowly. */
const MANY = 40;

/** The question a built-in scenario asks, at its start the one thing to press, then the answer, and the story behind it. */
export function Question({ tour }: { readonly tour: Tour | null }) {
  const cursor = useApp(({ document }) => document.cursor);
  const design = useApp(({ document }) => document.design);
  const { run, verdict } = useApp(sessionIn);
  const frame = useApp(frameIn);
  const { stepOp, setSpeed, play, seek } = useAppStore().getState();
  const lesson = useLesson();
  if (!lesson) return null;
  const { builtIn, guide, guides, isEdited } = lesson;
  const start = builtIn.scenario.cursor;
  const next = run.ops[cursor.op];
  const isAtStart = cursor.op === start.op && cursor.step === start.step;
  const steps = (next?.last ?? frame) - frame;
  const answer = guides.answerOf(builtIn, guide, {
    run,
    headline: verdict.headline,
    frame,
    design,
    isEdited,
  });
  return (
    <section className="panel question" aria-label="Question">
      <p>{builtIn.question}</p>
      <p className="answer" aria-live="polite">
        {answer}
      </p>
      <div className="panel-actions">
        {isAtStart && next ? (
          <>
            <button
              type="button"
              className="primary mono"
              onClick={() => {
                stepOp(1);
                bringGraphInSight();
              }}
            >
              {formatOp(next.op)} ▸
            </button>
            {steps > FEW && (
              <button
                type="button"
                onClick={() => {
                  setSpeed(steps > MANY ? 12 : 5);
                  play(true, next.last);
                  bringGraphInSight();
                }}
              >
                Watch it ({steps} steps)
              </button>
            )}
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
      {answer && <Next />}
      <details>
        <summary>The story</summary>
        <p>{guide.story}</p>
        <p>
          <strong>Watch:</strong> {guide.lookAt}
        </p>
        <p className="muted">{guide.about}</p>
      </details>
    </section>
  );
}
