import fc from 'fast-check';
import { addableTo } from './added.ts';
import { type Added, SWITCH_VALUES, type Switches } from './design.ts';
import { CUTTABLE, type DesignName, type OwnDesignName, spellOwn } from './own.ts';
import { DESIGN_NAMES } from './presets.ts';
import { OBJECT_KINDS } from './relations.ts';

const ADDED: readonly Added[] = OBJECT_KINDS.flatMap((by) => addableTo(by).map((of) => ({ by, of })));

const switches = fc.record(
  Object.fromEntries(
    Object.entries(SWITCH_VALUES).map(([name, values]) => [
      name,
      fc.constantFrom(...(values as readonly unknown[])),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Switches>>;

/** Any design of one's own. */
export const ownDesigns: fc.Arbitrary<OwnDesignName> = fc
  .record({
    title: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_+.'-]{0,10}( [A-Za-z0-9]{1,8})?$/),
    base: fc.constantFrom(...DESIGN_NAMES),
    switches,
    without: fc.subarray([...CUTTABLE], { maxLength: 3 }),
    added: fc.subarray([...ADDED], { maxLength: 3 }),
  })
  .map(spellOwn);

/** Any design. */
export const designs: fc.Arbitrary<DesignName> = fc.oneof(fc.constantFrom(...DESIGN_NAMES), ownDesigns);
