import { type Operand, type OperandSpec, opSpec } from '../../iommufd/index.ts';
import { exceeds } from '../exceeds.ts';
import { isReference, type Labelled, labelled, misfit } from '../labels.ts';
import type { Scenario } from '../scenario.ts';

/** Why the text form has no such operand; undefined if it has. */
function wrong(spec: OperandSpec, value: Operand | undefined, known: ReadonlyMap<string, Labelled>) {
  if (typeof value !== 'string' || !isReference(spec)) return undefined;
  const names = known.get(value);
  return names ? misfit(spec, value, names) : `no operation before it defines ${value}`;
}

/**
 * The first that the text form cannot say of a scenario, as a sentence; undefined if it can say all. A link can: of an
 * operation that uses what was removed, or takes the number of a descriptor for an ID.
 */
export function unsaidIn(scenario: Scenario): string | undefined {
  const known = new Map<string, Labelled>();
  for (const [i, op] of scenario.ops.entries()) {
    for (const spec of opSpec(op.name).operands) {
      const value = op.operands[spec.name];
      const why = wrong(spec, value, known);
      if (why) return `Operation ${i + 1}, ${op.name}, has ${value} as ${spec.name}: ${why}.`;
    }
    for (const [label, names] of labelled(op, known)) known.set(label, names);
  }
  return exceeds(scenario);
}
