import { useState } from 'react';
import { LIBRARY } from '../../store/index.ts';
import { Dialog } from '../Dialog.tsx';
import { useApp } from '../useApp.ts';
import { matching } from './matching.ts';
import { OpenLink } from './OpenLink.tsx';
import './library.css';

/** The scenarios that come with the app, each with the question it answers, and a place to paste a link. */
export function Library({ onClose }: { readonly onClose: () => void }) {
  const openBuiltIn = useApp((state) => state.openBuiltIn);
  const title = useApp(({ document }) => document.title);
  const [query, setQuery] = useState('');
  const found = matching(LIBRARY, query);
  return (
    <Dialog title="Scenarios" onClose={onClose}>
      <OpenLink onOpened={onClose} />
      <label className="library-search">
        <span>Search</span>
        <input type="search" value={query} onChange={({ target }) => setQuery(target.value)} />
        <output>
          {found.length} of {LIBRARY.length}
        </output>
      </label>
      <ul className="library" aria-label="Built-in scenarios">
        {found.map(({ id, question, scenario }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={scenario.title === title || undefined}
              onClick={() => {
                openBuiltIn(id);
                onClose();
              }}
            >
              <strong>{scenario.title}</strong>
              <span>{question}</span>
              <code>{scenario.design}</code>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
