import {
  insertionPoint,
  isPossible,
  OP_GROUPS,
  OP_NAMES,
  type OpName,
  opSpec,
  propose,
  sessionIn,
} from '../../store/index.ts';
import { lazily } from '../lazily.tsx';
import { useApp } from '../useApp.ts';

const BuildForm = lazily(async () => (await import('./BuildForm.tsx')).BuildForm);

/** What can be added at the cursor. What would only be refused is there too, apart from the rest: the errno is the lesson. */
export function Palette() {
  const session = useApp(sessionIn);
  const ops = useApp(({ document }) => document.ops);
  const at = useApp(insertionPoint);
  const building = useApp((state) => state.building);
  const begin = useApp((state) => state.build);
  const build = (name: OpName) => begin(name, propose(session, at, name));
  if (building) return <BuildForm building={building} />;
  const possible = new Set(OP_NAMES.filter((name) => isPossible(session, at, name)));
  const others = OP_NAMES.filter((name) => !possible.has(name));
  return (
    <div className="palette">
      <h2>Add {at < ops.length ? `before operation ${at + 1}` : 'an operation'}</h2>
      {OP_GROUPS.map(({ title, names }) => (
        <Buttons
          key={title}
          title={title}
          names={names.filter((name) => possible.has(name))}
          onPick={build}
        />
      ))}
      {others.length > 0 && (
        <details>
          <summary>Anyway</summary>
          <p className="muted">Nothing here is a legal operand for these; the kernel will say so.</p>
          <Buttons title="Refused" names={others} onPick={build} />
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
