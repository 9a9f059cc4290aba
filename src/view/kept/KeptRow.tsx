import { useMemo } from 'react';
import { decodeLink } from '../../store/index.ts';
import { useApp } from '../useApp.ts';
import { titleOf } from './saveScenario.ts';
import type { Kept, Saved } from './shelf.ts';

interface KeptRowProps {
  readonly kept: Kept | Saved;
  readonly onOpened: () => void;
  readonly onDelete: () => void;
}

/** A kept scenario: what it is, since when, and how to be rid of it. */
export function KeptRow({ kept, onOpened, onDelete }: KeptRowProps) {
  const openLink = useApp((state) => state.openLink);
  const { scenario } = useMemo(() => decodeLink(kept.link), [kept.link]);
  const name = titleOf(kept);
  return (
    <li className="kept">
      <button
        type="button"
        onClick={() => {
          openLink(kept.link);
          onOpened();
        }}
      >
        <strong>{name}</strong>
        <span>
          {scenario && `${scenario.design}, ${scenario.ops.length} operations, `}
          <time dateTime={new Date(kept.at).toISOString()}>{new Date(kept.at).toLocaleString()}</time>
        </span>
      </button>
      <button type="button" aria-label={`Delete ${name}`} title="Delete" onClick={onDelete}>
        ×
      </button>
    </li>
  );
}
