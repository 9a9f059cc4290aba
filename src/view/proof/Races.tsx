import { type FormEvent, useId, useState } from 'react';
import {
  type DesignName,
  formatOp,
  formatText,
  MOST_OF_RACE,
  type Op,
  parseText,
  type Raced,
  sayProblem,
} from '../../store/index.ts';
import { Cancel } from './Cancel.tsx';
import type { Way } from './shown.ts';
import { useAsking } from './useAsking.ts';
import { counted } from './words.ts';

interface RacesProps {
  /** What is done before. */
  readonly ops: readonly Op[];
  readonly design: DesignName;
  /** Calls that can be made there, to choose from. */
  readonly choices: readonly Op[];
  readonly onShow: (ops: readonly Op[], way: Way, title: string) => void;
}

/** The most calls at once: each more multiplies the interleavings. */
const MOST_CALLS = 3;

/** Reads the calls as they could stand after the operations; or says what is wrong with them. */
function readCalls(ops: readonly Op[], design: DesignName, lines: readonly string[]): readonly Op[] | string {
  const before = formatText({ title: '', design, ops, cursor: { op: ops.length, step: 0 } });
  const { scenario, problems } = parseText(`${before}${lines.join('\n')}`);
  const [problem] = problems;
  if (problem) return sayProblem(problem);
  return scenario.ops.slice(ops.length);
}

/** Two or three calls at once: every interleaving of their micro-steps. */
export function Races({ ops, design, choices, onShow }: RacesProps) {
  const [lines, setLines] = useState<readonly string[]>(['', '']);
  const [wrong, setWrong] = useState('');
  const [progress, setProgress] = useState(0);
  const [raced, setRaced] = useState<{ readonly of: Raced; readonly calls: readonly Op[] } | null>(null);
  const { ask, cancel, isBusy, problem } = useAsking();
  const list = useId();

  const explore = (event: FormEvent): void => {
    event.preventDefault();
    const calls = readCalls(
      ops,
      design,
      lines.filter((line) => line.trim()),
    );
    setRaced(null);
    if (typeof calls === 'string' || calls.length < 2) {
      setWrong(typeof calls === 'string' ? calls : 'It takes two calls to race.');
      return;
    }
    setWrong('');
    setProgress(0);
    ask({ kind: 'race', ops, calls, design, most: MOST_OF_RACE }, (answer) => {
      if (answer.kind === 'progress') setProgress(answer.states);
      if (answer.kind === 'raced') setRaced({ of: answer.raced, calls });
    });
  };

  return (
    <section className="races" aria-label="Calls at once">
      <h3>Calls at once</h3>
      <p className="muted">
        Every interleaving of their micro-steps, with locks, waits and wake-ups, from where you are. What is
        found is a property of the rules as they are emulated here for {design}.
      </p>
      <form onSubmit={explore}>
        <datalist id={list}>
          {choices.map((op) => (
            <option key={formatOp(op)} value={formatOp(op)} />
          ))}
        </datalist>
        {lines.map((line, i) => (
          <input
            // biome-ignore lint/suspicious/noArrayIndexKey: a thread is its place
            key={i}
            type="text"
            className="mono"
            list={list}
            value={line}
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            aria-label={`Call of thread ${i + 1}`}
            placeholder={choices[i] ? `as ${formatOp(choices[i])}` : 'a call'}
            onChange={({ target }) => setLines(lines.with(i, target.value))}
          />
        ))}
        <div className="panel-actions">
          <button type="submit" className="primary">
            Try every interleaving
          </button>
          {lines.length < MOST_CALLS && (
            <button type="button" onClick={() => setLines([...lines, ''])}>
              A third thread
            </button>
          )}
          {isBusy && <Cancel onCancel={cancel} />}
        </div>
      </form>
      <div role="status">
        {isBusy && (
          <p>Trying every interleaving … {progress > 0 && `${counted(progress, 'state')} so far`}</p>
        )}
        {(wrong || problem) && <p className="problem">{wrong || problem}</p>}
        {raced && <Outcome {...raced} onShow={onShow} />}
      </div>
    </section>
  );
}

interface OutcomeProps extends Pick<RacesProps, 'onShow'> {
  readonly of: Raced;
  readonly calls: readonly Op[];
}

function Outcome({
  of: { states, transitions, isComplete, bound, returns, clashes, past, ops },
  calls,
  onShow,
}: OutcomeProps) {
  const isFine = clashes.length === 0;
  return (
    <div className="proof-verdict" data-verdict={isFine ? (isComplete ? 'good' : undefined) : 'bad'}>
      <p>
        <strong>
          {isFine
            ? isComplete
              ? 'Nothing goes wrong in any interleaving.'
              : 'Nothing goes wrong so far.'
            : `${counted(clashes.length, 'thing')} can go wrong.`}
        </strong>{' '}
        <span className="muted">
          {counted(states, 'state')}, {counted(transitions, 'micro-step')}
          {isComplete ? '' : `; stopped at ${bound}`}.
        </span>
      </p>
      {past.map((one) => (
        <p key={one}>In the operations before: {one}</p>
      ))}
      {clashes.map(({ fault, turns }) => (
        <div key={fault.because}>
          <p>
            <strong>{fault.name}</strong>: {fault.because}
          </p>
          <button type="button" className="primary" onClick={() => onShow(ops, turns, fault.name)}>
            Step through the turns that lead there
          </button>
        </div>
      ))}
      <p>
        {calls.map(formatOp).join(' ∥ ')}{' '}
        {returns.length === 1 ? 'returns' : 'return, depending on the turns,'}{' '}
        {returns.map((errnos) => errnos.map((errno) => errno ?? '0').join(' and ')).join('; or ')}.
      </p>
    </div>
  );
}
