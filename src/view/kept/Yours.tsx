import { type FormEvent, useState } from 'react';
import { useAppStore } from '../useApp.ts';
import { Exchange } from './Exchange.tsx';
import { KeptRow } from './KeptRow.tsx';
import { NO_ROOM, nameOf, REFUSED, saveScenario, titleOf } from './saveScenario.ts';
import { forget, type Kept, restore, type Saved } from './shelf.ts';
import { keep } from './storage.ts';
import { useShelf } from './useShelf.ts';
import './kept.css';

/** The scenarios that this browser keeps: what was saved under a name, and what was open last. */
export function Yours({ onOpened }: { readonly onOpened: () => void }) {
  const { getState } = useAppStore();
  const shelf = useShelf();
  const [name, setName] = useState(() => nameOf(getState().document));
  const [said, setSaid] = useState('');
  const [gone, setGone] = useState<Kept | Saved | null>(null);
  const say = (sentence: string) => {
    setSaid(sentence);
    setGone(null);
  };
  const remove = (kept: Kept | Saved) => {
    keep((storage) => forget(storage, kept));
    setSaid(`“${titleOf(kept)}” is deleted.`);
    setGone(kept);
  };
  const putBack = (kept: Kept | Saved) =>
    say(keep((storage) => restore(storage, kept)) ? `“${titleOf(kept)}” is back.` : NO_ROOM);
  const save = (event: FormEvent) => {
    event.preventDefault();
    // What is open goes by the name that it was saved under.
    if (name.trim() !== nameOf(getState().document)) getState().rename(name.trim());
    say(saveScenario(getState().document, name.trim()));
  };
  return (
    <section className="chapter yours" aria-labelledby="chapter-yours">
      <h3 id="chapter-yours">Yours</h3>
      {shelf === null ? (
        <p className="muted">{REFUSED}</p>
      ) : (
        <>
          <form className="yours-save" onSubmit={save}>
            <label>
              Save this scenario as
              <input value={name} maxLength={120} onChange={({ target }) => setName(target.value)} />
            </label>
            <button type="submit" disabled={name.trim() === ''}>
              Save
            </button>
            <Exchange shelf={shelf} onSaid={say} />
          </form>
          {(['saved', 'recent'] as const).map(
            (list) =>
              shelf[list].length > 0 && (
                <details key={list} open={list === 'saved'}>
                  <summary>
                    {list === 'saved' ? 'Saved' : 'Recent'}{' '}
                    <span className="muted">{shelf[list].length}</span>
                  </summary>
                  <ul className="library" aria-label={list === 'saved' ? 'Saved' : 'Recent'}>
                    {shelf[list].map((kept) => (
                      <KeptRow
                        key={`${kept.link} ${'name' in kept && kept.name}`}
                        kept={kept}
                        onOpened={onOpened}
                        onDelete={() => remove(kept)}
                      />
                    ))}
                  </ul>
                </details>
              ),
          )}
        </>
      )}
      <p role="status" aria-label="Kept">
        {said}
        {gone && (
          <button type="button" onClick={() => putBack(gone)}>
            Undo
          </button>
        )}
      </p>
    </section>
  );
}
