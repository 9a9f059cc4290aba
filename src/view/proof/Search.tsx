import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Answer, Asking, type Broken, type DesignName, formatOp } from '../../store/index.ts';
import { counted } from './words.ts';

interface SearchProps {
  readonly design: DesignName;
  readonly onShow: (found: Broken) => void;
}

type Searched = Extract<Answer, { kind: 'searched' }>;

/** States after which a search in the page stops; the command line goes further. */
const MOST_STATES = 60_000;

/** From an empty context: is there any scenario that goes wrong? */
export function Search({ design, onShow }: SearchProps) {
  const [depth, setDepth] = useState(7);
  const [objects, setObjects] = useState(8);
  const [searched, setSearched] = useState<Searched | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const asking = useRef(new Asking());
  useEffect(() => {
    const { current } = asking;
    return () => current.stop();
  }, []);

  const stop = (): void => {
    asking.current.stop();
    setBusy(false);
  };
  const search = (event: FormEvent): void => {
    event.preventDefault();
    setSearched(null);
    setProblem('');
    setBusy(true);
    asking.current.ask(
      { kind: 'search', design, depth, objects, states: MOST_STATES },
      (answer) => {
        if (answer.kind === 'searched') setSearched(answer);
        if (answer.kind === 'end') setBusy(false);
      },
      (sentence) => {
        setProblem(sentence);
        setBusy(false);
      },
    );
  };

  return (
    <section className="search" aria-label="From an empty context">
      <h3>From an empty context</h3>
      <p className="muted">
        Every sequence of operations, shortest first: is there any scenario that goes wrong in {design}?
        States that differ only in where things are in memory are one; IDs stay as they are, for the release
        goes by their order.
      </p>
      <form onSubmit={search}>
        <label>
          operations in a row
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
        {isBusy && (
          <button type="button" onClick={stop}>
            Stop
          </button>
        )}
      </form>
      <div role="status">
        {problem && <p className="problem">{problem}</p>}
        {isBusy && !searched && <p>Searching …</p>}
        {searched && (
          <p>
            {searched.broken.length === 0 &&
              (searched.isComplete
                ? 'Nothing goes wrong within that reach. '
                : 'Nothing went wrong so far. ')}
            <span className="muted">
              {counted(searched.states, 'state')}, {counted(searched.transitions, 'transition')}
              {searched.isComplete ? '' : isBusy ? ' so far' : '; stopped at the bound'}.
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
