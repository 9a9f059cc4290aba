import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Dialog } from '../dialogs/Dialog.tsx';
import { takeTyped } from '../dialogs/typed.ts';
import type { Commands } from '../keyboard/keys.ts';
import { useAppStore } from '../useApp.ts';
import type { Shown } from '../usePicture.ts';
import { entriesFor, matching } from './entries.ts';
import type { Entry } from './entry.ts';
import './commands.css';

interface CommandPaletteProps {
  readonly shown: Shown;
  readonly commands: Commands;
  readonly onClose: () => void;
}

/** Everything that can be done or gone to, found by a few letters. */
export function CommandPalette({ shown, commands, onClose }: CommandPaletteProps) {
  const store = useAppStore();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const options = useRef<HTMLDivElement>(null);
  // What there is when it opens: nothing changes behind it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const entries = useMemo(() => entriesFor(store, shown, commands), []);
  const found = useMemo(() => matching(entries, query), [entries, query]);
  const chosen = Math.min(at, found.length - 1);
  // Whoever types at once has begun before it is there.
  useLayoutEffect(() => {
    setQuery(takeTyped());
    field.current?.focus();
  }, []);
  useEffect(() => {
    options.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: chosen + 8, PageUp: chosen - 8 }[
      event.key
    ];
    if (to !== undefined) setAt(Math.max(0, Math.min(to, found.length - 1)));
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Find anything" onClose={onClose}>
      <div className="commands">
        <input
          ref={field}
          role="combobox"
          aria-label="What to do, or where to go"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found[chosen] ? `${list}-${chosen}` : undefined}
          placeholder="an action, an object, an operation, a step, a design, a scenario"
          value={query}
          onChange={({ target }) => {
            setQuery(target.value.slice(0, 100));
            setAt(0);
          }}
          onKeyDown={press}
        />
        <div ref={options} id={list} role="listbox" aria-label="Found" className="commands-found">
          {found.map((entry, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the field
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: two of them may say the same
              key={i}
              id={`${list}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === chosen}
              onClick={() => run(entry)}
              onPointerMove={() => setAt(i)}
            >
              <span className="muted">{entry.group}</span>
              <span>{entry.says}</span>
              <kbd>{entry.hint}</kbd>
            </div>
          ))}
        </div>
        <p role="status" className="muted">
          {found.length === 0 ? `No match for “${query}”.` : ''}
        </p>
      </div>
    </Dialog>
  );
}
