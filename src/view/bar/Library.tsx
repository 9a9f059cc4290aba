import { useMemo, useState } from 'react';
import { type BuiltIn, type Chapter, endingIn, GUIDES, LIBRARY } from '../../guide/index.ts';
import { designOf } from '../../store/index.ts';
import { run } from '../../trace/index.ts';
import { Dialog } from '../dialogs/Dialog.tsx';
import { useSeen } from '../kept/useSeen.ts';
import { Yours } from '../kept/Yours.tsx';
import { KnownFrom } from '../strips/KnownFrom.tsx';
import { useApp } from '../useApp.ts';
import { LibrarySearch } from './LibrarySearch.tsx';
import { ANYTHING, matching, shownDesigns } from './matching.ts';
import { OpenLink } from './OpenLink.tsx';
import { ReadingPath } from './ReadingPath.tsx';
import { SeenMark } from './SeenMark.tsx';
import './library.css';

const CHAPTERS = {
  cycle: 'The cycle',
  lifetime: 'Lifetimes',
  access: 'Accesses',
  process: 'Files and processes',
  refusal: 'Refusals and failures',
  review: 'The review',
  history: 'Bugs of the history',
} as const satisfies Record<Chapter, string>;

interface LibraryProps {
  readonly onClose: () => void;
  /** Something was pasted, to be opened. */
  readonly onText: (text: string) => void;
}

/** The scenarios that come with the app, by chapter and as a path, and a place to paste a link. */
export function Library({ onClose, onText }: LibraryProps) {
  const [wanted, setWanted] = useState(ANYTHING);
  const found = matching(LIBRARY, GUIDES, wanted);
  return (
    <Dialog title="Scenarios" onClose={onClose}>
      <OpenLink onOpened={onClose} onText={onText} />
      <ReadingPath onOpened={onClose} />
      <Yours onOpened={onClose} />
      <LibrarySearch wanted={wanted} found={found.length} onWant={setWanted} />
      {Object.entries(CHAPTERS).map(([chapter, title]) => {
        const here = found.filter((one) => one.chapter === chapter);
        if (here.length === 0) return null;
        return (
          <section key={chapter} className="chapter">
            <h3 id={`chapter-${chapter}`}>{title}</h3>
            <ul className="library" aria-labelledby={`chapter-${chapter}`}>
              {here.map((one) => (
                <li key={one.id}>
                  <Entry one={one} onClose={onClose} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {found.length === 0 && <p className="muted">No scenario has all of that.</p>}
    </Dialog>
  );
}

function Entry({ one, onClose }: { readonly one: BuiltIn; readonly onClose: () => void }) {
  const open = useApp((state) => state.open);
  const title = useApp(({ document }) => document.title);
  const seen = useSeen().get(one.id);
  const { ops, design: opensIn } = one.scenario;
  const found = useMemo(() => run(ops, designOf(opensIn)), [ops, opensIn]);
  return (
    <button
      type="button"
      aria-current={one.scenario.title === title || undefined}
      onClick={() => {
        open(one.scenario);
        onClose();
      }}
    >
      <strong>
        {one.scenario.title} <SeenMark seen={seen} />
      </strong>
      <span>{one.question}</span>
      <span className="endings">
        {shownDesigns(one).map((design) => {
          const ending = endingIn(GUIDES[one.id], design);
          return (
            <code key={design} data-verdict={ending === 'FREED' ? 'good' : 'bad'}>
              {design} <b>{ending}</b>
            </code>
          );
        })}
        <KnownFrom run={found} design={opensIn} where={opensIn} />
      </span>
    </button>
  );
}
