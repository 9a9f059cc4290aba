import { type FormEvent, useState } from 'react';
import { EMPTY_SCENARIO } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

/** Opens a pasted link, however a mail has quoted or wrapped it; or an empty scenario. */
export function OpenLink({ onOpened }: { readonly onOpened: () => void }) {
  const openLink = useApp((state) => state.openLink);
  const open = useApp((state) => state.open);
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    openLink(text);
    onOpened();
  };
  return (
    <form className="open-link" onSubmit={submit}>
      <label>
        Open a link
        <textarea
          rows={1}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="Paste it as it came"
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
  );
}
