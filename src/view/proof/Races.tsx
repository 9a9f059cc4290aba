import { type FormEvent, useState } from 'react';
import { type DesignName, formatOp, MOST_OF_RACE, type Op, type Raced } from '../../store/index.ts';
import { CallField, type Chosen } from './CallField.tsx';
import { Cancel } from './Cancel.tsx';
import { type CallGroup, readCalls } from './calls.ts';
import type { Way } from './shown.ts';
import { useAsking } from './useAsking.ts';
import { counted } from './words.ts';

interface RacesProps {
  /** What is done before. */
  readonly ops: readonly Op[];
  readonly design: DesignName;
  /** Calls that can be made there, to choose from. */
  readonly groups: readonly CallGroup[];
  readonly onShow: (ops: readonly Op[], way: Way, title: string) => void;
}

/** The most calls at once: each more multiplies the interleavings. */
const MOST_CALLS = 3;

/** Two or three calls at once: every interleaving of their micro-steps. */
export function Races({ ops, design, groups, onShow }: RacesProps) {
  const all = groups.flatMap(({ calls }) => calls);
  const chosenAt = (i: number): Chosen => ({ isWritten: all.length === 0, call: all[i] ?? all[0] ?? '' });
  const [threads, setThreads] = useState<readonly Chosen[]>([chosenAt(0), chosenAt(1)]);
  const [wrong, setWrong] = useState('');
  const [progress, setProgress] = useState(0);
  const [raced, setRaced] = useState<{ readonly of: Raced; readonly calls: readonly Op[] } | null>(null);
  const { ask, cancel, isBusy, problem } = useAsking();

  const explore = (event: FormEvent): void => {
    event.preventDefault();
    const calls = readCalls(
      ops,
      design,
      threads.map(({ call }) => call).filter((call) => call.trim()),
    );
    setRaced(null);
    if (typeof calls === 'string' || calls.length < 2) {
      setWrong(typeof calls === 'string' ? calls : 'A race needs two calls.');
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
    <section className="races" aria-label="Race two or three calls">
      <h3>Race two or three calls</h3>
      <p className="muted">
        Every interleaving of their steps, with locks, waits and wake-ups, from where you are. What is found
        is a property of the rules as they are emulated here for {design}.
      </p>
      <form onSubmit={explore}>
        {threads.map((chosen, i) => (
          <CallField
            // biome-ignore lint/suspicious/noArrayIndexKey: a thread is its place
            key={i}
            thread={i + 1}
            chosen={chosen}
            groups={groups}
            onChoose={(now) => setThreads(threads.with(i, now))}
          />
        ))}
        <div className="panel-actions">
          <button type="submit" className="primary">
            Try every interleaving
          </button>
          {threads.length < MOST_CALLS && (
            <button type="button" onClick={() => setThreads([...threads, chosenAt(threads.length)])}>
              Add a third call
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
          {counted(states, 'state')}, {counted(transitions, 'step')}
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
            Step through this interleaving
          </button>
        </div>
      ))}
      <p>
        {calls.map(formatOp).join(' ∥ ')}{' '}
        {returns.length === 1 ? 'returns' : 'return, depending on the interleaving,'}{' '}
        {returns.map((errnos) => errnos.map((errno) => errno ?? '0').join(' and ')).join('; or ')}.
      </p>
    </div>
  );
}
