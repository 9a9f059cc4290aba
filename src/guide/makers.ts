import { designOf, type ObjectType, type OpName } from '../iommufd/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { run } from '../trace/index.ts';

/** The operations that make each kind of object, as the library shows it. */
export function makers(): ReadonlyMap<ObjectType, readonly OpName[]> {
  const found = new Map<ObjectType, OpName[]>();
  for (const { scenario } of LIBRARY) {
    const { ops, frames } = run(scenario.ops, designOf(scenario.design));
    for (const { op, first, last } of ops)
      for (const { step } of frames.slice(first + 1, last + 1)) {
        if (step?.effect.do !== 'alloc') continue;
        const kind = step.effect.what as ObjectType;
        const by = found.get(kind) ?? [];
        if (!by.includes(op.name)) found.set(kind, [...by, op.name]);
      }
  }
  return found;
}
