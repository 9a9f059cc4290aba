import { DESIGN_NAMES, type DesignName, NoDesign, readDesign } from '../../iommufd/index.ts';
import { nearest } from '../../scenario/index.ts';
import { Refusal } from '../output/console.ts';

/** The designs that the option names, one of one's own spelt in full. Throws Refusal. */
export function designsIn(named: readonly string[]): readonly DesignName[] {
  return named.map((name) => {
    try {
      return readDesign(name);
    } catch (error) {
      if (!(error instanceof NoDesign)) throw error;
      const meant = nearest(name, DESIGN_NAMES);
      const hint = meant
        ? `did you mean ${meant}?`
        : `expected "TITLE: DESIGN, SWITCH VALUE, …" or one of ${DESIGN_NAMES.join(', ')}`;
      throw new Refusal(`--design ${name}: ${error.message}; ${hint}`);
    }
  });
}
