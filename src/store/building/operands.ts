import { isNeeded, type Op, type Operand, opSpec } from '../../iommufd/index.ts';

export type Operands = Readonly<Record<string, Operand>>;

/** The operands that an operation cannot do without, once some are given. */
export const needed = (name: Op['name'], given: Operands) =>
  opSpec(name).operands.filter((spec) => isNeeded(spec, given));

/** The operands with one of them set, or taken away by null. Of two that stand in each other's place one stays. */
export function withOperand(
  name: Op['name'],
  operands: Operands,
  operand: string,
  value: Operand | null,
): Operands {
  const others = Object.entries(operands).filter(([key]) => key !== operand);
  if (value === null) return Object.fromEntries(others);
  const rivals = opSpec(name).operands.flatMap((spec) =>
    spec.or === operand ? [spec.name] : spec.name === operand && spec.or ? [spec.or] : [],
  );
  return Object.fromEntries([...others.filter(([key]) => !rivals.includes(key)), [operand, value]]);
}

/** Whether an operation has every operand that it needs. */
export function isFilled(name: Op['name'], operands: Operands): boolean {
  return needed(name, operands).every((spec) => operands[spec.name] !== undefined);
}
