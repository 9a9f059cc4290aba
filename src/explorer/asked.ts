import type { Design, LawName } from '../iommufd/index.ts';

/** About freed memory, whose content no state keeps: P3 tells it of the step that frees. */
export const OF_THE_FREED: readonly LawName[] = ['I16'];

/** What expects a reference for each pointer: not so in a design that leaves references out. */
const BY_POINTERS: readonly LawName[] = ['I1', 'I2', 'I6', 'I7', 'I8'];

/** Whether a law can be asked of the states of a design. */
export function isAsked(law: LawName, { without = [] }: Design): boolean {
  return !OF_THE_FREED.includes(law) && !(without.length > 0 && BY_POINTERS.includes(law));
}
