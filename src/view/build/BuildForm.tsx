import { type FormEvent, useEffect, useMemo, useRef } from 'react';
import {
  type Building,
  buildingPoint,
  formatOp,
  isNeeded,
  mapFirst,
  opSpec,
  sessionIn,
} from '../../store/index.ts';
import { useApp } from '../useApp.ts';
import { OperandField } from './OperandField.tsx';
import { PrefixFields } from './PrefixFields.tsx';

interface BuildFormProps {
  readonly building: Building;
  /** The button that opened it, which is made anew when the form goes; if it was one of those. */
  readonly opened: () => HTMLElement | undefined;
}

/** Puts an operation together, or changes one: each operand from a list, by an ID, or by a click on a node. */
export function BuildForm({ building, opened }: BuildFormProps) {
  const finish = useApp((state) => state.finishBuild);
  const cancel = useApp((state) => state.cancelBuild);
  const form = useRef<HTMLFormElement>(null);
  // Where it opened is where the focus was: it goes back there.
  useEffect(() => {
    const opener = document.activeElement;
    form.current?.querySelector<HTMLElement>('select, input, [type=submit]')?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
    return () => {
      const back = opened() ?? (opener as HTMLElement | SVGElement | null);
      if (document.activeElement === document.body) back?.focus();
    };
  }, [opened]);
  const { name, replaces } = building;
  const spec = opSpec(name);
  const missing = spec.operands.filter(
    (one) => building.operands[one.name] === undefined && isNeeded(one, building.operands),
  );
  const first = useMapFirst(building, missing.length === 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing.length === 0) finish(first);
  };
  // How far a thread goes on is said by a moment or by a number of steps.
  const operands = building.prefix.preempted
    ? spec.operands.filter((one) => one.name !== 'steps')
    : spec.operands;
  return (
    <form
      ref={form}
      className="build"
      onSubmit={submit}
      aria-label={replaces === null ? `New ${name}` : `Change ${name}`}
    >
      <h2>
        <code>{name}</code> <span className="muted">{spec.says}</span>
      </h2>
      {operands.map((one) => (
        <OperandField key={`${name}.${one.name}`} spec={one} building={building} />
      ))}
      <PrefixFields building={building} />
      {first && (
        <p className="muted">
          Nothing is mapped there yet; first: <code>{formatOp(first)}</code>
        </p>
      )}
      <output className="mono">{formatOp({ ...building, ...building.prefix, labels: [] })}</output>
      <div className="panel-actions">
        <button type="submit" className="primary" disabled={missing.length > 0}>
          {replaces !== null ? 'Save' : first ? 'Add both' : 'Add'}
        </button>
        {first && (
          <button type="button" onClick={() => finish()}>
            Add without the map
          </button>
        )}
        <button type="button" onClick={cancel}>
          Cancel
        </button>
        {missing.length > 0 && (
          <span className="muted">{missing.map((one) => one.name).join(', ')} missing</span>
        )}
      </div>
    </form>
  );
}

/** The map that a new operation needs before it, once it has all operands. */
function useMapFirst({ name, operands, prefix, replaces }: Building, isFilled: boolean) {
  const session = useApp(sessionIn);
  const at = useApp(buildingPoint);
  const isPlain = Object.keys(prefix).length === 0;
  return useMemo(
    () =>
      isFilled && isPlain && replaces === null ? mapFirst(session, at, { name, operands, labels: [] }) : null,
    [session, at, name, operands, isPlain, isFilled, replaces],
  );
}
