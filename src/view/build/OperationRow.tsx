import { type KeyboardEvent, memo, type SyntheticEvent } from 'react';
import { formatOp, type Session, sessionIn } from '../../store/index.ts';
import { bringGraphInSight } from '../graph/viewport/inSight.ts';
import { useApp, useAppStore } from '../useApp.ts';
import { Outcome } from './Outcome.tsx';

interface OperationRowProps {
  readonly index: number;
  readonly opRun: Session['run']['ops'][number];
  /** Says that a thread never came to the moment it was to be preempted at. */
  readonly missed: string | undefined;
  readonly place: 'done' | 'now' | 'next' | 'ahead';
  /** The step that is shown is one of its own. */
  readonly justRan: boolean;
  readonly isLast: boolean;
}

/**
 * One operation: go to it, change it, switch it off, move it, delete it. F2, o, Alt with an arrow and Delete do the same
 * from the keyboard.
 */
export const OperationRow = memo(function OperationRow({
  index,
  opRun,
  missed,
  place,
  justRan,
  isLast,
}: OperationRowProps) {
  const { getState } = useAppStore();
  const isChanged = useApp(({ building }) => building?.replaces === index);
  const { op, implicit, outcome } = opRun;
  const { off, ...on } = op;
  const text = formatOp(on);
  const goTo = () => {
    getState().seek(sessionIn(getState()).run.ops[index]?.first ?? 0);
    bringGraphInSight();
  };
  const change = () => getState().change(index);
  const remove = ({ currentTarget }: SyntheticEvent) => {
    const rows = currentTarget.closest('ol')?.children.length ?? 0;
    getState().remove(index);
    focusRow(currentTarget, Math.min(index, rows - 2));
  };
  const moveTo = (to: number, { currentTarget }: SyntheticEvent) => {
    const { ops } = getState().document;
    getState().move(index, to);
    if (ops !== getState().document.ops) focusRow(currentTarget, to);
  };
  const toggle = () => getState().switch(index);
  const press = (event: KeyboardEvent) => {
    if (implicit) return;
    if (event.key === 'Delete' || event.key === 'Backspace') remove(event);
    else if (event.key === 'F2') change();
    else if (event.key === 'o') toggle();
    else if (event.altKey && event.key === 'ArrowUp') moveTo(index - 1, event);
    else if (event.altKey && event.key === 'ArrowDown') moveTo(index + 1, event);
    else return;
    event.preventDefault();
  };
  const isNext = place === 'next' || place === 'now';
  return (
    <li
      data-place={place}
      data-ran={justRan || undefined}
      data-changed={isChanged || undefined}
      data-refused={place === 'done' ? (outcome.errno ?? undefined) : undefined}
    >
      <span className="op-number" aria-hidden="true">
        {justRan && <b className="op-ran">✓</b>}
        {isNext && <b className="op-next">▸</b>}
        {index + 1}
      </span>
      <span className="op-cell">
        <button
          type="button"
          className="op-text mono"
          aria-current={isNext ? 'step' : undefined}
          aria-description={justRan ? 'just ran' : undefined}
          onClick={goTo}
          onDoubleClick={implicit ? undefined : change}
          onKeyDown={press}
          title={`Go to before ${op.name}`}
        >
          {off && <b className="op-off">off </b>}
          {off ? <s>{text}</s> : text}
          {implicit && <span className="muted"> (end of the process)</span>}
        </button>
        {!implicit && (
          <span className="op-actions">
            <button type="button" aria-label={`Change ${text}`} title="Change (F2)" onClick={change}>
              ✎
            </button>
            <button
              type="button"
              aria-label={`Switch ${text} off`}
              aria-pressed={off ?? false}
              title={off ? 'Switch on (o)' : 'Switch off (o): keep it, but do not run it'}
              onClick={toggle}
            >
              off
            </button>
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
      </span>
      {place === 'done' && !off && <Outcome done={opRun} missed={missed} />}
    </li>
  );
});

/** The focus goes with the operation that moved, or to the one that took the place of what went. */
function focusRow(from: Element, index: number): void {
  from.closest('ol')?.children[index]?.querySelector<HTMLElement>('.op-text')?.focus();
}
