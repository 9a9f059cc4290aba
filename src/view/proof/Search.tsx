import { type FormEvent, useState } from 'react';
import { type Answer, type Broken, type DesignName, formatOp, MOST_OF_SEARCH } from '../../store/index.ts';
import { Cancel } from './Cancel.tsx';
import { useAsking } from './useAsking.ts';
import { counted } from './words.ts';

interface SearchProps {
  readonly design: DesignName;
  readonly onShow: (found: Broken) => void;
}

type Searched = Extract<Answer, { kind: 'searched' }>;

/** From an empty context: is there any scenario that goes wrong? */
export function Search({ design, onShow }: SearchProps) {
  const [depth, setDepth] = useState(7);
  const [objects, setObjects] = useState(8);
  const [searched, setSearched] = useState<Searched | null>(null);
  const { ask, cancel, isBusy, problem } = useAsking();
  const search = (event: FormEvent): void => {
    event.preventDefault();
    setSearched(null);
    ask({ kind: 'search', design, depth, objects, most: MOST_OF_SEARCH }, (answer) => {
      if (answer.kind === 'searched') setSearched(answer);
    });
  };

  return (
    <section className="search" aria-label="From an empty context">
      <h3>From an empty context</h3>
      <p className="muted">
        Every sequence of operations, shortest first: is there any scenario that goes wrong in {design}?
        States that differ only in memory addresses are treated as one. Those that differ in IDs are not,
        because the release goes by ID.
      </p>
      <form onSubmit={search}>
        <label>
          operations at most
          <input
            type="number"
            min={1}
            max={10}
            required
            value={depth}
            onChange={({ target }) => setDepth(Number(target.value))}
          />
        </label>
        <label>
          objects at most
          <input
            type="number"
            min={1}
            max={20}
            required
            value={objects}
            onChange={({ target }) => setObjects(Number(target.value))}
          />
        </label>
        <button type="submit">Search</button>
        {isBusy && <Cancel onCancel={cancel} />}
      </form>
      <div role="status">
        {problem && <p className="problem">{problem}</p>}
        {isBusy && !searched && <p>Searching …</p>}
        {searched && (
          <p>
            {searched.broken.length === 0 &&
              (searched.isComplete
                ? 'Nothing goes wrong within these bounds. '
                : 'Nothing went wrong so far. ')}
            <span className="muted">
              {counted(searched.states, 'state')}, {counted(searched.transitions, 'transition')}
              {endOf(searched, isBusy)}.
            </span>
          </p>
        )}
        {searched?.broken.map((one) => (
          <p key={one.property}>
            <strong>{one.property}</strong> fails: {one.because}.{' '}
            <button type="button" className="mono" onClick={() => onShow(one)}>
              {one.ops.map(formatOp).join(', ')}
            </button>
          </p>
        ))}
      </div>
    </section>
  );
}

/** How a search ended; empty where it tried everything. */
function endOf({ isComplete, bound }: Searched, isBusy: boolean): string {
  if (isComplete) return '';
  if (bound) return `; stopped at ${bound}`;
  return isBusy ? ' so far' : '; cancelled';
}
