import { useApp } from '../useApp.ts';

/** Where nothing is yet: three ways to begin. */
export function EmptyCanvas({ onLibrary }: { readonly onLibrary: () => void }) {
  const insert = useApp((state) => state.insert);
  return (
    <section className="empty-canvas" aria-label="Begin">
      <p>This scenario has no operations yet.</p>
      <button
        type="button"
        className="primary"
        onClick={() => insert({ name: 'open', operands: {}, labels: ['c'] })}
      >
        Open a context: <code>open &gt; c</code>
      </button>
      <button type="button" onClick={onLibrary}>
        Choose a scenario of the library
      </button>
      <button type="button" onClick={onLibrary}>
        Paste a link, a scenario or a mail
      </button>
      <p className="muted">Ctrl V pastes anywhere on the page.</p>
    </section>
  );
}
