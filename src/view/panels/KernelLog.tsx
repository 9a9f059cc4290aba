import { sessionIn } from '../../store/index.ts';
import type { LogLine } from '../../trace/index.ts';
import { CopyButton } from '../export/CopyButton.tsx';
import { copyText } from '../export/copyAs.ts';
import { useApp } from '../useApp.ts';

const logText = ({ text, recorded }: LogLine) => `${text}${recorded ? '' : '  (derived)'}\n`;

/** What dmesg would show by now, each line at its step. */
export function KernelLog({ frame }: { readonly frame: number }) {
  const { log: whole } = useApp(sessionIn);
  const log = whole.filter((line) => line.frame <= frame);
  const seek = useApp((state) => state.seek);
  return (
    <section className="panel log" aria-labelledby="log-title">
      <h2 id="log-title">
        Kernel log
        {log.length > 0 && (
          <CopyButton
            label="Copy the kernel log as text"
            onCopy={(store) => copyText(store, 'Kernel log', log.map(logText).join(''))}
          />
        )}
      </h2>
      {log.length === 0 && <p className="muted">The kernel has printed nothing yet.</p>}
      <ol>
        {log.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a log have no other name
          <li key={i} data-level={line.level}>
            <button
              type="button"
              className="step-link"
              onClick={() => seek(line.frame)}
              title={`Go to step ${line.frame}`}
            >
              {line.frame}
            </button>
            <code>{line.text}</code>
            {!line.recorded && (
              <span
                className="muted"
                title="No kernel was recorded printing this; it follows from where the step is."
              >
                derived
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
