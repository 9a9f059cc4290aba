import type { Kernel } from '../../iommufd/index.ts';
import type { Address } from '../../machine/index.ts';
import type { Witness } from '../../trace/index.ts';

/**
 * What the explorer knows of a step. What one way through the code comes to is said of every state that takes it, so
 * cells go by their kind, and nobody asks who took a reference: a put of one that nobody took shows where the count
 * goes wrong.
 */
export function witnessOf(k: Kernel, isInUse: (of: Address) => boolean): Witness {
  const kindOf = (of: Address) => k.cells[of]?.kind ?? 'nothing';
  return {
    nameOf: (of) => `${/^[aeiou]/.test(kindOf(of)) ? 'an' : 'a'} ${kindOf(of)}`,
    isTask: (of) => kindOf(of) === 'task',
    isInUse,
    isForever: () => true,
    strayPut: () => null,
    leftBehind: () => '',
  };
}
