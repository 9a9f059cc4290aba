import { DESIGN_NAMES, type DesignName, NoDesign, readDesign } from '../iommufd/index.ts';

/** The designs that the option names, one of one's own spelt in full. What is none is complained of, and is null. */
export function designsIn(
  named: readonly string[],
  complain: (sentence: string) => void,
): readonly DesignName[] | null {
  const found: DesignName[] = [];
  for (const name of named) {
    try {
      found.push(readDesign(name));
    } catch (error) {
      if (!(error instanceof NoDesign)) throw error;
      complain(
        `--design ${name}: ${error.message}; expected "TITLE: PRESET, SWITCH VALUE, …" or one of ${DESIGN_NAMES.join(', ')}`,
      );
      return null;
    }
  }
  return found;
}
