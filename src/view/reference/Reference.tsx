import { useMemo, useState } from 'react';
import { Dialog } from '../Dialog.tsx';
import { Section } from './Section.tsx';
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
  const show = (id: string) => {
    const title = document.getElementById(`reference-${id}-title`);
    title?.scrollIntoView();
    title?.focus({ preventScroll: true });
  };
  return (
    <Dialog title="Reference" onClose={onClose}>
      <div className="reference">
        <nav aria-label="Sections of the reference">
          {all.map(({ id, title }) => (
            <button key={id} type="button" onClick={() => show(id)}>
              {title}
            </button>
          ))}
          <button type="button" onClick={onFaithful}>
            How faithful is this?
          </button>
        </nav>
        <label className="reference-search">
          <span>Search</span>
          <input type="search" value={query} onChange={({ target }) => setQuery(target.value)} />
        </label>
        {all.map((section) => (
          <Section key={section.id} {...section} query={query} />
        ))}
      </div>
    </Dialog>
  );
}
