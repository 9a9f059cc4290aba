import type { KeyboardEvent, SyntheticEvent } from 'react';
import { formatOp, type Op, type Session, sessionIn } from '../../store/index.ts';
import { useAppStore } from '../useApp.ts';

interface OperationRowProps {
  readonly index: number;
  readonly op: Op;
  readonly outcome: Session['run']['ops'][number]['outcome'];
  /** Says that a thread never came to the moment it was to be preempted at. */
  readonly missed: string | undefined;
  readonly implicit: boolean;
  readonly place: 'done' | 'now' | 'next' | 'ahead';
  readonly isLast: boolean;
}

/** One operation: go to it, move it, delete it. Delete and Alt with an arrow do the same from the keyboard. */
export function OperationRow({ index, op, outcome, missed, implicit, place, isLast }: OperationRowProps) {
  const { getState } = useAppStore();
  const text = formatOp(op);
  const goTo = () => getState().seek(sessionIn(getState()).run.ops[index]?.first ?? 0);
  const remove = ({ currentTarget }: SyntheticEvent) => {
    getState().remove(index);
    focusRow(currentTarget, index);
  };
  const moveTo = (to: number, { currentTarget }: SyntheticEvent) => {
    const { ops } = getState().document;
    getState().move(index, to);
    if (ops !== getState().document.ops) focusRow(currentTarget, to);
  };
  const press = (event: KeyboardEvent) => {
    if (implicit) return;
    if (event.key === 'Delete' || event.key === 'Backspace') remove(event);
    else if (event.altKey && event.key === 'ArrowUp') moveTo(index - 1, event);
    else if (event.altKey && event.key === 'ArrowDown') moveTo(index + 1, event);
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
      <span className="op-outcome mono" title={missed}>
        {place === 'ahead' ? '' : missed ? 'moment missed' : answer(outcome)}
      </span>
      {!implicit && (
        <span className="op-actions">
          <button
            type="button"
            aria-label={`Move ${text} up`}
            title="Up (Alt ↑)"
            disabled={index === 0}
            onClick={(event) => moveTo(index - 1, event)}
          >
            ↑
          </button>
          <button
            type="button"
            aria-label={`Move ${text} down`}
            title="Down (Alt ↓)"
            disabled={isLast}
            onClick={(event) => moveTo(index + 1, event)}
          >
            ↓
          </button>
          <button type="button" aria-label={`Delete ${text}`} title="Delete (Del)" onClick={remove}>
            ×
          </button>
        </span>
      )}
    </li>
  );
}

/** The focus goes with the operation that moved, or to the one that took the place of what went. */
function focusRow(from: Element, index: number): void {
  from.closest('ol')?.children[index]?.querySelector<HTMLElement>('.op-text')?.focus();
}

function answer({ errno, ret, out }: OperationRowProps['outcome']): string {
  if (errno) return errno;
  if (ret === null) return '';
  return Object.entries(out)
    .filter(([label]) => !label.startsWith('out'))
    .map(([label, value]) => `${label}=${value}`)
    .join(' ');
}
