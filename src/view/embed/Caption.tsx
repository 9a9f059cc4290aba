import { formatOp, sessionIn } from '../../store/index.ts';
import { narrate } from '../../trace/index.ts';
import { useApp, useAppStore } from '../useApp.ts';

/** The operation that is under way and what its step does, as one says it below a picture. */
export function Caption({ frame, controls }: { readonly frame: number; readonly controls: boolean }) {
  const { run } = useApp(sessionIn);
  const { ops, cursor } = useApp(({ document }) => document);
  const { stepOp } = useAppStore().getState();
  const { fn, text } = narrate(run, frame);
  const op = ops[cursor.op];
  const end = run.frames.length - 1;
  return (
    <section className="embed-caption" aria-label="Step">
      {controls && (
        <button type="button" aria-label="Operation back" disabled={frame === 0} onClick={() => stepOp(-1)}>
          ◂
        </button>
      )}
      <p aria-live="polite">
        <strong className="mono">{op ? formatOp(op) : 'the end of the process'}</strong>{' '}
        <span className="muted">
          {frame}/{end}
        </span>
        <br />
        {fn && <code>{fn}</code>} {text}
      </p>
      {controls && (
        <button
          type="button"
          aria-label="Operation forward"
          disabled={frame === end}
          onClick={() => stepOp(1)}
        >
          ▸
        </button>
      )}
    </section>
  );
}
