import { useId, useState } from 'react';
import { type Session, sessionIn } from '../../store/index.ts';
import { narrate, refusedAt } from '../../trace/index.ts';
import { useApp } from '../useApp.ts';

type OpRun = Session['run']['ops'][number];

interface OutcomeProps {
  readonly done: OpRun;
  /** Says that a thread never came to the moment it was to be preempted at. */
  readonly missed: string | undefined;
}

/** What an operation that is done returned. An errno says why where it stands, and leads to the check that failed. */
export function Outcome({ done, missed }: OutcomeProps) {
  const { run } = useApp(sessionIn);
  const seek = useApp((state) => state.seek);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { errno } = done.outcome;
  const check = refusedAt(run, done) ?? -1;
  if (missed || !errno || check < 0)
    return (
      <span className="op-outcome mono" title={missed}>
        {missed ? 'moment missed' : answer(done.outcome)}
      </span>
    );
  const { fn, text } = narrate(run, check);
  return (
    <>
      <button
        type="button"
        className="op-outcome op-errno mono"
        title={`${fn}: ${text}`}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {errno}
      </button>
      {isOpen && (
        <p id={id} className="op-why">
          <code>{fn}</code> {text}{' '}
          <button type="button" className="step-link" onClick={() => seek(check)}>
            Go to the check
          </button>
        </p>
      )}
    </>
  );
}

function answer({ errno, ret, out }: OpRun['outcome']): string {
  if (errno) return errno;
  if (ret === null) return '';
  return Object.entries(out)
    .filter(([label]) => !label.startsWith('out'))
    .map(([label, value]) => `${label}=${value}`)
    .join(' ');
}
