import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useLayoutEffect, useRef } from 'react';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** It has the keys already, and is not to be seen yet. */
  readonly isHidden?: boolean;
  readonly children: ReactNode;
}

/** A modal dialog; it is open for as long as it is mounted. */
export function Dialog({ title, onClose, isHidden = false, children }: DialogProps) {
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
  // Escape acts at once. The browser tells of its own closing later, after the keys that follow; and a search field
  // would take the first Escape to empty itself. An open list of choices takes the key to close itself.
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    onClose();
  };
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      data-hidden={isHidden || undefined}
      onClose={closed}
      onKeyDown={press}
    >
      {/* Without it nothing has the focus that a blank, typed into what is not even to be seen, would press. */}
      {!isHidden && (
        <header className="dialog-head">
          <h2>{title}</h2>
          <button type="button" aria-label="Close" onClick={onClose}>
            ×
          </button>
        </header>
      )}
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
