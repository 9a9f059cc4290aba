import { type FormEvent, useState } from 'react';
import { EMPTY_SCENARIO } from '../../store/index.ts';
import type { PartLost } from '../arrived.ts';
import { loadReader } from '../mail/openText.ts';
import { useApp } from '../useApp.ts';

interface OpenLinkProps {
  readonly onOpened: () => void;
  readonly onText: (text: string) => void;
}

/** Opens a pasted link or mail, however it was quoted or wrapped; or an empty scenario. */
export function OpenLink({ onOpened, onText }: OpenLinkProps) {
  const open = useApp((state) => state.open);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem('');
    try {
      await loadReader();
    } catch (error) {
      setProblem((error as PartLost).message);
      return;
    }
    onOpened();
    onText(text);
  };
  return (
    <>
      <form className="open-link" onSubmit={submit}>
        <label>
          Paste a link, a scenario or a mail
          <textarea
            rows={1}
            value={text}
            onChange={(event) => setText(event.target.value)}
            spellCheck={false}
          />
        </label>
        <button type="submit" disabled={text.trim() === ''}>
          Open
        </button>
        <button
          type="button"
          onClick={() => {
            open(EMPTY_SCENARIO);
            onOpened();
          }}
        >
          Start empty
        </button>
      </form>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </>
  );
}
