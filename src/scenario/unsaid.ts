import { type Operand, type OperandSpec, opSpec } from '../iommufd/index.ts';
import { exceeds } from './exceeds.ts';
import { isReference, type Labelled, labelled, misfit } from './labels.ts';
import type { Scenario } from './scenario.ts';

/** Why the text form has no such operand; undefined if it has. */
function wrong(spec: OperandSpec, value: Operand | undefined, known: ReadonlyMap<string, Labelled>) {
  if (typeof value !== 'string' || !isReference(spec)) return undefined;
  const names = known.get(value);
  return names ? misfit(spec, value, names) : `no operation before it defines ${value}`;
}

/**
 * What the text form cannot say of a scenario, as a sentence; undefined if it can say all. A link can: of an operation
 * that uses what was removed, or takes the number of a descriptor for an ID.
 */
export function unsaidIn(scenario: Scenario): string | undefined {
  const known = new Map<string, Labelled>();
  const found = scenario.ops.flatMap((op, i) => {
    const here = opSpec(op.name).operands.flatMap((spec) => {
      const why = wrong(spec, op.operands[spec.name], known);
      return why
        ? [
            `Operation ${i + 1}, ${op.name}, has ${op.operands[spec.name]} as ${spec.name}, which no text can say: ${why}.`,
          ]
        : [];
    });
    for (const [label, names] of labelled(op, known)) known.set(label, names);
    return here;
  });
  const [first, ...others] = found;
  const more =
    others.length > 0
      ? ` There ${others.length === 1 ? 'is 1 more operand' : `are ${others.length} more operands`} like it.`
      : '';
  return first ? first + more : exceeds(scenario);
}
