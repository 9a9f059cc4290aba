import { type FormEvent, useEffect, useRef, useState } from 'react';
import {
  type Answer,
  type Apart,
  Asking,
  DESIGN_NAMES,
  type DesignName,
  formatOp,
  isOwn,
  titleOf,
} from '../../store/index.ts';
import { counted } from './words.ts';

interface TellingProps {
  readonly design: DesignName;
  readonly beside: DesignName | undefined;
  readonly onShow: (found: Apart, other: DesignName) => void;
}

type Told = Extract<Answer, { kind: 'told' }>;

/** Pairs of states after which it stops in the page; the command line goes further. */
const MOST_STATES = 40_000;

const BY = {
  result: 'User space sees it',
  counts: 'The counts differ',
  end: 'The exit tells',
} as const satisfies Record<Apart['by'], string>;

/** The shortest sequences, from an empty context, that tell two designs apart. */
export function Telling({ design, beside, onShow }: TellingProps) {
  const [chosen, setChosen] = useState<DesignName | null>(null);
  const [depth, setDepth] = useState(7);
  const [told, setTold] = useState<Told | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const asking = useRef(new Asking());
  useEffect(() => {
    const { current } = asking;
    return () => current.stop();
  }, []);
  const other = chosen ?? beside ?? (design === 'merged' ? 'naive' : 'merged');
  const stop = (): void => {
    asking.current.stop();
    setBusy(false);
  };
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    setTold(null);
    setProblem('');
    setBusy(true);
    asking.current.ask(
      { kind: 'tell', designs: [design, other], depth, objects: 8, states: MOST_STATES },
      (answer) => {
        if (answer.kind === 'told') setTold(answer);
        if (answer.kind === 'end') setBusy(false);
      },
      (sentence) => {
        setProblem(sentence);
        setBusy(false);
      },
    );
  };
  return (
    <section className="search" aria-label="What tells two designs apart">
      <h3>What tells {titleOf(design)} apart from</h3>
      <form onSubmit={ask}>
        <label>
          the design
          <select value={other} onChange={({ target }) => setChosen(target.value as DesignName)}>
            {isOwn(other) && <option value={other}>{titleOf(other)}</option>}
            {DESIGN_NAMES.filter((name) => name !== design).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          within so many operations
          <input
            type="number"
            min={1}
            max={9}
            required
            value={depth}
            onChange={({ target }) => setDepth(Number(target.value))}
          />
        </label>
        <button type="submit">Find the shortest</button>
        {isBusy && (
          <button type="button" onClick={stop}>
            Stop
          </button>
        )}
      </form>
      <div role="status">
        {problem && <p className="problem">{problem}</p>}
        {isBusy && !told && <p>Searching …</p>}
        {told && (
          <p>
            {told.apart.length === 0 &&
              (told.isComplete ? 'No difference within these bounds. ' : 'No difference so far. ')}
            <span className="muted">
              {counted(told.states, 'pair')} of states
              {told.isComplete ? '' : isBusy ? ' so far' : '; stopped at the bound'}.
            </span>
          </p>
        )}
        {told?.apart.map((one) => (
          <p key={one.by}>
            <strong>{BY[one.by]}</strong> after {counted(one.ops.length, 'operation')}: {one.says[0]} in{' '}
            {titleOf(design)}; {one.says[1]} in {titleOf(other)}.{' '}
            <button type="button" className="mono" onClick={() => onShow(one, other)}>
              {one.ops.map(formatOp).join(', ')}
            </button>
          </p>
        ))}
      </div>
    </section>
  );
}
