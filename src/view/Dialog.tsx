import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useLayoutEffect, useRef } from 'react';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog; it is open for as long as it is mounted. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const gone = useRef(false);
  // Closed while it still stands in the page: only then does the browser give the focus back to where it was.
  useLayoutEffect(() => {
    const shown = dialog.current;
    gone.current = false;
    shown?.showModal();
    return () => {
      gone.current = true;
      shown?.close();
    };
  }, []);
  // It comes late: by then the dialog may have been opened again, or another may stand in its place.
  const closed = ({ currentTarget }: SyntheticEvent<HTMLDialogElement>) => {
    if (!gone.current && !currentTarget.open) onClose();
  };
  // A search field would take the first Escape to empty itself, and leave the dialog for a second.
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} aria-label={title} onClose={closed} onKeyDown={press}>
      <header className="dialog-head">
        <h2>{title}</h2>
        <button type="button" aria-label="Close" onClick={onClose}>
          ×
        </button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
