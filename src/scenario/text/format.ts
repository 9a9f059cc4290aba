import { formatMoment, type Op, type Operand, type OperandSpec, opSpec } from '../../iommufd/index.ts';
import { BETWEEN } from '../beside.ts';
import { formatClaim } from '../claim.ts';
import type { Scenario } from '../scenario.ts';
import { cleanTitle } from '../title.ts';
import { UNTIL } from './moment.ts';
import { formatPrefix } from './prefix.ts';

function formatOperand(spec: OperandSpec, value: Operand): string {
  if (spec.words) {
    const words = spec.words.filter((_, bit) => ((value as bigint) >> BigInt(bit)) & 1n);
    return `${spec.name}=${words.join()}`;
  }
  const text = spec.type === 'u64' && typeof value === 'bigint' ? `0x${value.toString(16)}` : String(value);
  return spec.positional ? text : `${spec.name}=${text}`;
}

/** One operation as a line. What has its default is left out. */
export function formatOp(op: Op): string {
  const operands = opSpec(op.name).operands.flatMap((spec) => {
    const value = op.operands[spec.name];
    return value === undefined || value === spec.default ? [] : [formatOperand(spec, value)];
  });
  const until =
    op.name === 'resume' && typeof op.preempted === 'object' ? [UNTIL, formatMoment(op.preempted)] : [];
  const made = op.labels.length ? ['>', ...op.labels] : [];
  return [formatPrefix(op) + op.name, ...operands, ...until, ...made].join(' ');
}

/** The canonical text of a scenario. parseText of it gives the scenario back. */
export function formatText({ title, design, beside, ops, cursor, claim }: Scenario): string {
  const atEnd = cursor.op === ops.length && cursor.step === 0;
  const line = cleanTitle(title);
  const header = [
    ...(line ? [`# title: ${line}`] : []),
    `# design: ${design}`,
    ...(beside?.length ? [`# beside: ${beside.join(BETWEEN)}`] : []),
    ...(atEnd ? [] : [`# cursor: op ${cursor.op} step ${cursor.step}`]),
    ...(claim?.design === design ? [`# claims: ${formatClaim(claim)}`] : []),
  ];
  return `${[...header, ...ops.map(formatOp)].join('\n')}\n`;
}
