import { useState } from 'react';
import { type Building, formatMoment, parseMoment } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

/** The moment after which a thread is preempted; without one it goes on to where it sleeps or returns. */
export function UntilField({ prefix }: Pick<Building, 'prefix'>) {
  const setPrefix = useApp((state) => state.setPrefix);
  const setOperand = useApp((state) => state.setOperand);
  const [typed, setTyped] = useState(() =>
    typeof prefix.preempted === 'object' ? formatMoment(prefix.preempted) : '',
  );
  const { problem } = parseMoment(typed);
  return (
    <label className="field">
      <span>until</span>
      <input
        className="mono"
        value={typed}
        placeholder="FUNCTION:EVENT xN"
        title="the moment right after which the thread is preempted, as in iommufd_object_remove:unlock(xa_lock)"
        aria-invalid={typed !== '' && problem !== undefined}
        spellCheck={false}
        onChange={({ target: { value } }) => {
          setTyped(value);
          const { moment } = parseMoment(value);
          const { preempted: _, ...others } = prefix;
          setOperand('steps', null);
          setPrefix(moment ? { ...others, preempted: moment } : others);
        }}
      />
      {typed.trim() !== '' && problem && (
        <span role="alert" className="problem">
          {problem.message}; expected {problem.expected}
        </span>
      )}
    </label>
  );
}
