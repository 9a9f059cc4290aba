import { type FormEvent, useEffect, useRef } from 'react';
import { type Building, formatOp, isNeeded, opSpec } from '../../store/index.ts';
import { useApp } from '../useApp.ts';
import { OperandField } from './OperandField.tsx';
import { PrefixFields } from './PrefixFields.tsx';

/** Puts an operation together: each operand from a list or by a click on a node, then add. */
export function BuildForm({ building }: { readonly building: Building }) {
  const finish = useApp((state) => state.finishBuild);
  const cancel = useApp((state) => state.cancelBuild);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input, [type=submit]')?.focus(), []);
  const spec = opSpec(building.name);
  const missing = spec.operands.filter(
    (one) => building.operands[one.name] === undefined && isNeeded(one, building.operands),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing.length === 0) finish();
  };
  // How far a thread goes on is said by a moment or by a number of steps.
  const operands = building.prefix.preempted
    ? spec.operands.filter(({ name }) => name !== 'steps')
    : spec.operands;
  return (
    <form ref={form} className="build" onSubmit={submit} aria-label={`New ${building.name}`}>
      <h2>
        <code>{building.name}</code> <span className="muted">{spec.says}</span>
      </h2>
      {operands.map((one) => (
        <OperandField key={`${building.name}.${one.name}`} spec={one} building={building} />
      ))}
      <PrefixFields building={building} />
      <output className="mono">{formatOp({ ...building, ...building.prefix, labels: [] })}</output>
      <div className="panel-actions">
        <button type="submit" className="primary" disabled={missing.length > 0}>
          Add
        </button>
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
