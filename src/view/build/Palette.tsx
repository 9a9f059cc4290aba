import { useCallback, useRef } from 'react';
import {
  insertionPoint,
  OP_GROUPS,
  OP_NAMES,
  type OpName,
  opSpec,
  propose,
  proposeRefused,
  sessionIn,
} from '../../store/index.ts';
import { lazily } from '../lazily.tsx';
import { useApp } from '../useApp.ts';
import { useSorted } from './useSorted.ts';

const BuildForm = lazily(async () => (await import('./BuildForm.tsx')).BuildForm);

/** What can be added at the cursor. What would be refused is there too, apart from the rest: the errno is the lesson. */
export function Palette() {
  const session = useApp(sessionIn);
  const ops = useApp(({ document }) => document.ops);
  const at = useApp(insertionPoint);
  const building = useApp((state) => state.building);
  const build = useApp((state) => state.build);
  const { possible, refused, unsaid, isOld } = useSorted(session, at);
  const palette = useRef<HTMLDivElement>(null);
  const picked = useRef<OpName | null>(null);
  const pick = (name: OpName, operands: ReturnType<typeof propose>) => {
    picked.current = name;
    build(name, operands);
  };
  const opened = useCallback(() => {
    const buttons = [...(palette.current?.querySelectorAll('button') ?? [])];
    const found = buttons.find(({ textContent }) => textContent === picked.current);
    picked.current = null;
    return found;
  }, []);
  if (building) return <BuildForm building={building} opened={opened} />;
  return (
    <div className="palette" ref={palette} aria-busy={isOld}>
      <h2>Add {at < ops.length ? `before operation ${at + 1}` : 'an operation'}</h2>
      {OP_GROUPS.map(({ title, names }) => (
        <Buttons
          key={title}
          title={title}
          names={names.filter((name) => possible.includes(name))}
          onPick={(name) => pick(name, propose(session, at, name))}
        />
      ))}
      {possible.length < OP_NAMES.length && (
        <details>
          <summary>Refused here</summary>
          <p className="muted">As things are, the kernel refuses these. Run one to see its errno.</p>
          <Buttons
            title="Refused"
            names={refused}
            onPick={(name) => pick(name, proposeRefused(session, at, name) ?? {})}
          />
          {unsaid.length > 0 && (
            <p className="muted">
              Nothing has been made yet that these could name: <code>{unsaid.join(', ')}</code>.
            </p>
          )}
        </details>
      )}
    </div>
  );
}

interface ButtonsProps {
  readonly title: string;
  readonly names: readonly OpName[];
  readonly onPick: (name: OpName) => void;
}

function Buttons({ title, names, onPick }: ButtonsProps) {
  if (names.length === 0) return null;
  return (
    <div className="palette-ops" role="group" aria-label={title}>
      <span className="palette-title" aria-hidden="true">
        {title}
      </span>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className="mono"
          title={opSpec(name).says}
          onClick={() => onPick(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
