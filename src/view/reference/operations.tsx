import { OP_GROUPS, type OperandSpec, type OpName, type OpSpec, opSpec } from '../../store/index.ts';
import type { Row } from './Section.tsx';
import { Name } from './Words.tsx';

/** A default as people write it: addresses and magic numbers in hex. */
function written(value: bigint, type: OperandSpec['type']): string {
  const isHex = value !== 0n && (type === 'u64' || value > 0xffffn);
  return isHex ? `0x${value.toString(16)}` : `${value}`;
}

function operand({ name, type, positional, words, or, default: value }: OperandSpec): string {
  if (positional) return name;
  if (words) return `[${name}=${words.join()}]`;
  if (value === null) return `[${name}=]`;
  if (or) return `[${name}=]`;
  return value === undefined ? `${name}=` : `[${name}=${written(value, type)}]`;
}

function form(name: OpName): string {
  const { operands, labels } = opSpec(name);
  const stems = labels.map(({ stem, from }) => `${stem}${from ?? ''}`);
  return [name, ...operands.map(operand), ...(stems.length > 0 ? ['>', ...stems] : [])].join(' ');
}

/** What every operation of a context has says nothing about one. */
const isCustom = ({ type }: OperandSpec) => type !== 'ctx';

function What({ of: { says, operands, answers } }: { readonly of: OpSpec }) {
  const own = operands.filter(isCustom);
  if (own.length === 0 && !answers) return says;
  return (
    <>
      {says}
      <ul className="inline muted">
        {own.map((one) => (
          <li key={one.name}>
            <Name of={one.name} /> {one.says}
          </li>
        ))}
        {answers && (
          <li>
            can have <code>fail_usercopy</code> before it
          </li>
        )}
      </ul>
    </>
  );
}

/** The op table, in the groups and the order of the palette. */
export function operations(): readonly Row[] {
  return OP_GROUPS.flatMap(({ title, names }) =>
    names.map((name) => {
      const spec = opSpec(name);
      const { entry, says, operands } = spec;
      return {
        key: name,
        text: [title, form(name), entry, says, ...operands.map((one) => one.says)].join(' '),
        cells: [
          <code key="form">{form(name)}</code>,
          <Name key="entry" of={entry} />,
          <What key="what" of={spec} />,
        ],
      };
    }),
  );
}
