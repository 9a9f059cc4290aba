import { lazily } from '../lazily.tsx';
import { useApp } from '../useApp.ts';
import type { Shown } from '../usePicture.ts';

const StepSource = lazily(async () => (await import('./StepSource.tsx')).StepSource, false);

/** The kernel functions the step happened in, innermost last. */
export function Stack({ shown: { session, frame } }: { readonly shown: Shown }) {
  const out = useApp((state) => state.out);
  const over = useApp((state) => state.over);
  const { step, op } = session.run.frames[frame] ?? { step: null, op: 0 };
  const opRun = session.run.ops[op];
  return (
    <section className="panel stack" aria-labelledby="stack-title">
      <h2 id="stack-title">
        Stack
        <span className="panel-actions">
          <button type="button" onClick={over} title="Step over the function that comes next (↓)">
            over
          </button>
          <button type="button" onClick={out} title="Step out of the function (↑)">
            out
          </button>
        </span>
      </h2>
      {step ? (
        <>
          <ol>
            {step.stack[0] !== opRun?.op.name && <li className="muted">{opRun?.op.name}</li>}
            {step.stack.map((name, depth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place in the stack is what it is
              <li key={depth} aria-current={depth === step.stack.length - 1 || undefined}>
                <code>{name}</code>
              </li>
            ))}
          </ol>
          <StepSource step={step} />
        </>
      ) : (
        <p className="muted">Nothing has run yet.</p>
      )}
    </section>
  );
}
