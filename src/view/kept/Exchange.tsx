import { type ChangeEvent, useRef } from 'react';
import { download } from '../download.ts';
import { formatShelf, MOST_TEXT, parseShelf } from './exchange.ts';
import { type Shelf, takeIn } from './shelf.ts';
import { keep } from './storage.ts';

const FILE = 'release-graph-scenarios.json';

interface ExchangeProps {
  readonly shelf: Shelf;
  readonly onSaid: (sentence: string) => void;
}

/** All that is kept, into a file and out of one. */
export function Exchange({ shelf, onSaid }: ExchangeProps) {
  const field = useRef<HTMLInputElement>(null);
  const count = shelf.saved.length + shelf.recent.length;
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (!file) return;
    // No character takes more than four bytes: of one that is longer there is no need to read the rest.
    const { shelf: found, problems } = parseShelf(await file.slice(0, MOST_TEXT * 4 + 4).text());
    // The same file can be chosen again.
    target.value = '';
    let taken = 0;
    const isDone = keep((storage) => {
      taken = takeIn(storage, found);
    });
    const full = isDone ? [] : ['This browser has no room for the rest.'];
    onSaid(
      [`${taken} of ${found.saved.length + found.recent.length} were imported.`, ...problems, ...full].join(
        ' ',
      ),
    );
  };
  return (
    <span className="panel-actions">
      <button
        type="button"
        disabled={count === 0}
        onClick={() => {
          download(FILE, new Blob([formatShelf(shelf)], { type: 'application/json' }));
          onSaid(`${FILE} has all ${count}.`);
        }}
      >
        Export all
      </button>
      <button type="button" onClick={() => field.current?.click()}>
        Import …
      </button>
      <input
        ref={field}
        hidden
        type="file"
        accept=".json,application/json"
        aria-label="Import"
        onChange={read}
      />
    </span>
  );
}
