import { Fragment } from 'react';
import { encodeLink } from '../../store/index.ts';
import { Dialog } from '../dialogs/Dialog.tsx';
import { WALK_KEYS, type Walk } from '../graph/walk/walking.ts';
import { WALK_WORDS, wordsOf } from '../keyboard/key_words.ts';
import { bindings, keyName, NO_COMMANDS } from '../keyboard/keys.ts';
import { savePage } from '../page/savePage.ts';
import { DIFFERENCES, ROWS } from '../transport/marks.ts';
import { useAppStore } from '../useApp.ts';

interface HelpProps {
  readonly onClose: () => void;
  readonly onOpen: (page: 'reference' | 'faithful') => void;
}

/** What the picture says and what the keys do. */
export function Help({ onClose, onOpen }: HelpProps) {
  const { getState } = useAppStore();
  const save = async () => {
    onClose();
    const { document, notify } = getState();
    notify(await savePage(document));
  };
  return (
    <Dialog title="Help" onClose={onClose}>
      <p>
        Each step is one thing another thread could observe: a count that moves, an ID slot that changes
        hands, a lock, a free. An arrow points from who holds to what is held. A node’s number is its{' '}
        <code>users</code>, or for the ictx the count of its file; each dot beside it is one holder.
      </p>
      <p>
        A solid frame is alive, a double one is being destroyed, a dashed one is freed and stays as a ghost.
        Hatching and the word LEAK mark what nothing can reach any more. A dotted edge is a reference that
        this design does not take.
      </p>
      <p>
        The rows of the timeline, from the top, and one more where designs are compared. The thick line is the
        step that decides the verdict; point at the timeline to read what is there.
      </p>
      <ul>
        {[...ROWS, DIFFERENCES].map(({ name, says }) => (
          <li key={name}>
            <strong>{name}</strong>: {says}
          </li>
        ))}
      </ul>
      <p>Where designs are compared, a double arrow is a reference that is held in one of them only.</p>
      <div className="panel-actions">
        <button type="button" onClick={() => onOpen('reference')}>
          Reference
        </button>
        <button type="button" onClick={() => onOpen('faithful')}>
          How faithful is this?
        </button>
        <button
          type="button"
          title="A file with this scenario and the whole app in it, which needs no server and no network"
          onClick={save}
        >
          Save as a page
        </button>
        {import.meta.env.MODE !== 'file' && (
          <>
            <a href={`./embed.html#${encodeLink(getState().document)}`} target="_blank" rel="noopener">
              Put it into a page of your own
            </a>
            <a href="./LICENSES.txt" target="_blank" rel="noopener">
              Licences
            </a>
          </>
        )}
      </div>
      <table className="keys">
        <caption>Keys</caption>
        <tbody>
          {bindings(NO_COMMANDS).map(({ keys }) => (
            <KeyRow key={keys[0]} keys={keys} says={wordsOf({ keys })} />
          ))}
        </tbody>
      </table>
      <table className="keys">
        <caption>Keys inside the drawing (Tab moves to it, Enter goes inside)</caption>
        <tbody>
          {(Object.keys(WALK_KEYS) as Walk[]).map((walk) => (
            <KeyRow key={walk} keys={WALK_KEYS[walk]} says={WALK_WORDS[walk]} />
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function KeyRow({ keys, says }: { readonly keys: readonly string[]; readonly says: string }) {
  return (
    <tr>
      <th scope="row">
        {keys.map((chord, i) => (
          <Fragment key={chord}>
            {i > 0 && ' or '}
            <kbd>{keyName(chord)}</kbd>
          </Fragment>
        ))}
      </th>
      <td>{says}</td>
    </tr>
  );
}
