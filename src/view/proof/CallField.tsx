import type { CallGroup } from './calls.ts';

/** What a thread calls: one of the calls that are there to choose from, or one that is written. */
export interface Chosen {
  readonly isWritten: boolean;
  readonly call: string;
}

interface CallFieldProps {
  readonly thread: number;
  readonly chosen: Chosen;
  readonly groups: readonly CallGroup[];
  readonly onChoose: (chosen: Chosen) => void;
}

const WRITTEN = 'written';

/** The call of one thread. */
export function CallField({ thread, chosen: { isWritten, call }, groups, onChoose }: CallFieldProps) {
  const choose = (value: string) =>
    onChoose(value === WRITTEN ? { isWritten: true, call } : { isWritten: false, call: value });
  return (
    <div className="race-call">
      <select
        className="mono"
        aria-label={`Thread ${thread}`}
        value={isWritten ? WRITTEN : call}
        onChange={({ target }) => choose(target.value)}
      >
        {groups.map(({ title, calls }) => (
          <optgroup key={title} label={title}>
            {calls.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </optgroup>
        ))}
        <option value={WRITTEN}>type a call …</option>
      </select>
      {isWritten && (
        <input
          type="text"
          className="mono"
          value={call}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          aria-label={`Call of thread ${thread}`}
          onChange={({ target }) => onChoose({ isWritten, call: target.value })}
        />
      )}
    </div>
  );
}
