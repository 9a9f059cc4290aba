import { useState } from 'react';
import {
  type Building,
  buildingPoint,
  type Choice,
  choicesFor,
  isReference,
  NOBODY,
  type OperandSpec,
  sessionIn,
} from '../../store/index.ts';
import { useApp } from '../useApp.ts';

interface OperandFieldProps {
  readonly spec: OperandSpec;
  readonly building: Building;
}

/** One operand: a choice of what there is, words, a flag, or a number. */
export function OperandField({ spec, building }: OperandFieldProps) {
  if (spec.words) return <Words spec={spec} words={spec.words} building={building} />;
  if (spec.type === 'flag') return <Flag spec={spec} building={building} />;
  if (!isReference(spec)) return <NumberField spec={spec} building={building} />;
  return <Reference spec={spec} building={building} />;
}

/** Choice of an ID that is typed: labels have no such sign. */
const RAW = '#';

const text = ({ value, names }: Choice) => `${value} (${names === 'iommufd' ? 'context file' : names})`;

function Reference({ spec, building }: OperandFieldProps) {
  const session = useApp(sessionIn);
  const at = useApp(buildingPoint);
  const setOperand = useApp((state) => state.setOperand);
  const pick = useApp((state) => state.pick);
  const choices = choicesFor(session, at, spec, building.operands);
  const value = building.operands[spec.name];
  const picking = building.picking?.operand === spec.name;
  const option = (choice: Choice) => (
    <option key={`${typeof choice.value} ${choice.value}`} value={String(choice.value)}>
      {text(choice)}
    </option>
  );
  const legal = choices.filter((choice) => choice.legal);
  const others = choices.filter((choice) => !choice.legal);
  const isGone = value !== undefined && !choices.some((choice) => choice.value === value);
  const [wantsTyped, setTyped] = useState(isGone && typeof value === 'bigint');
  // A click on a node has the last word.
  const isTyped = wantsTyped && typeof value === 'bigint';
  return (
    <div className="field">
      <label>
        <span>{spec.name}</span>
        <select
          value={isTyped ? RAW : value === undefined ? '' : String(value)}
          title={spec.says}
          onChange={(event) => {
            const raw = event.target.value === RAW;
            const chosen = choices.find((choice) => String(choice.value) === event.target.value);
            setTyped(raw);
            setOperand(spec.name, raw ? NOBODY : (chosen?.value ?? null));
          }}
        >
          <option value="" disabled={spec.default === undefined}>
            {spec.default === undefined ? spec.says : `none (${spec.says})`}
          </option>
          {isGone && !isTyped && (
            <option value={String(value)}>{String(value)} (no object has this ID here)</option>
          )}
          {legal.map(option)}
          {(others.length > 0 || spec.type === 'id') && (
            <optgroup label="refused here">
              {others.map(option)}
              {spec.type === 'id' && <option value={RAW}>another ID…</option>}
            </optgroup>
          )}
        </select>
      </label>
      <button
        type="button"
        aria-pressed={picking}
        onClick={() => pick(picking ? null : { operand: spec.name, choices: legal })}
        title="Choose by clicking the graph"
      >
        {picking ? 'click a node…' : 'pick'}
      </button>
      {isTyped && <NumberField key={String(picking)} spec={spec} building={building} />}
    </div>
  );
}

function Flag({ spec, building }: OperandFieldProps) {
  const setOperand = useApp((state) => state.setOperand);
  const value = building.operands[spec.name] ?? spec.default;
  return (
    <label className="field flag">
      <input
        type="checkbox"
        checked={value === 1n}
        onChange={(event) => {
          const chosen = event.target.checked ? 1n : 0n;
          setOperand(spec.name, chosen === spec.default ? null : chosen);
        }}
      />
      <code>{spec.name}</code> <span className="muted">{spec.says}</span>
    </label>
  );
}

function Words({ spec, words, building }: OperandFieldProps & { readonly words: readonly string[] }) {
  const setOperand = useApp((state) => state.setOperand);
  const bits = (building.operands[spec.name] as bigint | undefined) ?? 0n;
  return (
    <fieldset className="field">
      <legend title={spec.says}>{spec.name}</legend>
      {words.map((word, i) => {
        const bit = 1n << BigInt(i);
        return (
          <label key={word} className="flag">
            <input
              type="checkbox"
              checked={(bits & bit) !== 0n}
              onChange={() => setOperand(spec.name, bits ^ bit || null)}
            />
            <code>{word}</code>
          </label>
        );
      })}
    </fieldset>
  );
}

const format = (value: bigint) => (value > 9n ? `0x${value.toString(16)}` : String(value));

/** A number, or the bare ID of an object that is named so instead of by a label. */
function NumberField({ spec, building }: OperandFieldProps) {
  const setOperand = useApp((state) => state.setOperand);
  const value = (building.operands[spec.name] ?? spec.default) as bigint | null | undefined;
  const isId = spec.type === 'id';
  const stays = value == null ? '' : isId ? String(value) : format(value);
  const [typed, setTyped] = useState(stays);
  const max = spec.type === 'u64' ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn;
  /** Null for nothing where that is allowed, undefined for what is no number. */
  const parse = (text: string): bigint | null | undefined => {
    if (text === '' && spec.default === null) return null;
    return /^(0x[0-9a-f]{1,16}|\d{1,20})$/i.test(text) && BigInt(text) <= max ? BigInt(text) : undefined;
  };
  return (
    <label className="field">
      <span>{isId ? 'ID' : spec.name}</span>
      <input
        className="mono"
        value={typed}
        title={spec.says}
        aria-invalid={parse(typed) === undefined}
        spellCheck={false}
        onChange={(event) => {
          const next = event.target.value.trim();
          setTyped(next);
          const parsed = parse(next);
          if (parsed !== undefined) setOperand(spec.name, parsed === spec.default ? null : parsed);
        }}
      />
      {parse(typed) === undefined && (
        <span role="alert" className="problem">
          a number, decimal or 0x…, of {spec.type === 'u64' ? 64 : 32} bits is expected; {stays || 'nothing'}{' '}
          stays
        </span>
      )}
    </label>
  );
}
