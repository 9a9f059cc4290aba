import { insertionPoint, isPossible, OP_NAMES, type OpName, opSpec, sessionIn } from '../../store/index.ts';
import { useApp } from '../useApp.ts';
import { BuildForm } from './BuildForm.tsx';

/** What can be added at the cursor. What would only be refused is there too, apart from the rest: the errno is the lesson. */
export function Palette() {
  const session = useApp(sessionIn);
  const ops = useApp(({ document }) => document.ops);
  const at = useApp(insertionPoint);
  const building = useApp((state) => state.building);
  const build = useApp((state) => state.build);
  if (building) return <BuildForm building={building} />;
  const possible = OP_NAMES.filter((name) => isPossible(session, ops, at, name));
  const others = OP_NAMES.filter((name) => !possible.includes(name));
  return (
    <div className="palette">
      <h2>Add {at < ops.length ? `before operation ${at + 1}` : 'an operation'}</h2>
      <Buttons names={possible} onPick={build} />
      {others.length > 0 && (
        <details>
          <summary>Anyway</summary>
          <p className="muted">Nothing here is a legal operand for these; the kernel will say so.</p>
          <Buttons names={others} onPick={build} />
        </details>
      )}
    </div>
  );
}

function Buttons({
  names,
  onPick,
}: {
  readonly names: readonly OpName[];
  readonly onPick: (name: OpName) => void;
}) {
  return (
    <div className="palette-ops">
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
