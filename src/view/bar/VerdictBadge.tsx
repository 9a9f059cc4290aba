import { type Session, sessionIn } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

/** How this design ends, whether the step that decides it lies ahead or behind, and why. Always in sight. */
export function VerdictBadge({ frame }: { readonly frame: number }) {
  const { verdict } = useApp(sessionIn);
  const seek = useApp((state) => state.seek);
  const { name, because, frame: decided } = verdict.headline;
  const isAhead = frame < decided;
  const refused = verdict.findings.filter((one) => one.name === 'REFUSED').length;
  return (
    <div className="verdict" data-verdict={toneOf(verdict)} data-ahead={isAhead || undefined}>
      <button
        type="button"
        className="verdict-name"
        onClick={() => seek(decided)}
        title={`Go to step ${decided}, which decides it`}
      >
        {name}
      </button>
      <p className="verdict-reason">
        <span className="verdict-when">{isAhead ? `at step ${decided}: ` : ''}</span>
        {because}
        {name === 'LEAK' && <span className="muted"> · “deadlock” in the list’s wording</span>}
        {refused > 0 && <span className="muted"> · {refused} refused</span>}
      </p>
    </div>
  );
}

function toneOf({ headline }: Session['verdict']): 'good' | 'warn' | 'bad' {
  if (headline.name === 'FREED') return 'good';
  return headline.name === 'WARN' ? 'warn' : 'bad';
}
