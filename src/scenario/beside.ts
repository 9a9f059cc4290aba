import { type DesignName, NoDesign, readDesign } from '../iommufd/index.ts';
import { LIMITS } from './scenario.ts';

/** Stands between designs that are compared; no name has it. */
export const BETWEEN = '; ';

/** The design of a name; undefined if there is none. */
export function designIn(text: string): DesignName | undefined {
  try {
    return readDesign(text);
  } catch (error) {
    if (error instanceof NoDesign) return undefined;
    throw error;
  }
}

/** The designs that these names stand for; undefined if they are too many, or one of them is none. */
export function besideIn(names: readonly string[]): readonly DesignName[] | undefined {
  const found = names.flatMap((name) => designIn(name) ?? []);
  return found.length === names.length && found.length <= LIMITS.beside ? found : undefined;
}
