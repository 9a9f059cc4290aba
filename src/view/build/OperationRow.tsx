import type { KeyboardEvent } from 'react';
import { formatOp, type Op, type Session, sessionIn } from '../../store/index.ts';
import { useApp, useAppStore } from '../useApp.ts';

interface OperationRowProps {
  readonly index: number;
  readonly op: Op;
  readonly outcome: Session['run']['ops'][number]['outcome'];
  readonly implicit: boolean;
  readonly place: 'done' | 'now' | 'next' | 'ahead';
  readonly isLast: boolean;
}

/** One operation: go to it, move it, delete it. Delete and Alt with an arrow do the same from the keyboard. */
export function OperationRow({ index, op, outcome, implicit, place, isLast }: OperationRowProps) {
  const { getState } = useAppStore();
  const remove = useApp((state) => state.remove);
  const move = useApp((state) => state.move);
  const text = formatOp(op);
  const goTo = () => getState().seek(sessionIn(getState()).run.ops[index]?.first ?? 0);
  const press = (event: KeyboardEvent) => {
    if (implicit) return;
    if (event.key === 'Delete' || event.key === 'Backspace') remove(index);
    else if (event.altKey && event.key === 'ArrowUp') move(index, index - 1);
    else if (event.altKey && event.key === 'ArrowDown') move(index, index + 1);
    else return;
    event.preventDefault();
  };
  return (
    <li data-place={place} data-refused={outcome.errno ?? undefined}>
      <span className="op-number" aria-hidden="true">
        {place === 'next' || place === 'now' ? '▸' : ''}
        {index + 1}
      </span>
      <button
        type="button"
        className="op-text mono"
        aria-current={place === 'next' || place === 'now' ? 'step' : undefined}
        onClick={goTo}
        onKeyDown={press}
        title={`Go to before ${op.name}`}
      >
        {text}
        {implicit && <span className="muted"> (end of the process)</span>}
      </button>
      <span className="op-outcome mono">{place === 'ahead' ? '' : answer(outcome)}</span>
      {!implicit && (
        <span className="op-actions">
          <button
            type="button"
            aria-label={`Move ${text} up`}
            title="Up (Alt ↑)"
            disabled={index === 0}
            onClick={() => move(index, index - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            aria-label={`Move ${text} down`}
            title="Down (Alt ↓)"
            disabled={isLast}
            onClick={() => move(index, index + 1)}
          >
            ↓
          </button>
          <button
            type="button"
            aria-label={`Delete ${text}`}
            title="Delete (Del)"
            onClick={() => remove(index)}
          >
            ×
          </button>
        </span>
      )}
    </li>
  );
}

function answer({ errno, ret, out }: OperationRowProps['outcome']): string {
  if (errno) return errno;
  if (ret === null) return '';
  return Object.entries(out)
    .filter(([label]) => !label.startsWith('out'))
    .map(([label, value]) => `${label}=${value}`)
    .join(' ');
}
