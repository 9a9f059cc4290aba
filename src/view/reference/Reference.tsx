import { useMemo, useState } from 'react';
import { Dialog } from '../dialogs/Dialog.tsx';
import { rowsWith, Section } from './Section.tsx';
import { sections } from './sections.tsx';
import './reference.css';

interface ReferenceProps {
  readonly onClose: () => void;
  readonly onFaithful: () => void;
}

/** Kinds, references, operations, laws, designs and verdicts, out of the engine's own tables. */
export function Reference({ onClose, onFaithful }: ReferenceProps) {
  const all = useMemo(sections, []);
  const [query, setQuery] = useState('');
  const found = all.map((section) => ({ ...section, rows: rowsWith(query, section.rows) }));
  const shown = found.filter(({ rows }) => rows.length > 0);
  const show = (id: string) => {
    const title = document.getElementById(`reference-${id}-title`);
    title?.scrollIntoView();
    title?.focus({ preventScroll: true });
  };
  return (
    <Dialog title="Reference" onClose={onClose}>
      <div className="reference">
        <div className="reference-bar">
          <nav aria-label="Sections of the reference">
            {found.map(({ id, title, rows }) => (
              <button key={id} type="button" disabled={rows.length === 0} onClick={() => show(id)}>
                {title} <span className="muted">{rows.length}</span>
              </button>
            ))}
          </nav>
          <label className="reference-search">
            <span>Search</span>
            <input type="search" value={query} onChange={({ target }) => setQuery(target.value)} />
          </label>
        </div>
        {shown.map((section) => (
          <Section key={section.id} {...section} />
        ))}
        {shown.length === 0 && <p className="muted">Nothing matches all of these words.</p>}
        <p className="reference-foot">
          How much of this a real kernel agrees with:{' '}
          <button type="button" onClick={onFaithful}>
            How faithful is this?
          </button>
        </p>
      </div>
    </Dialog>
  );
}
