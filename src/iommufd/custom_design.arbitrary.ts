import fc from 'fast-check';
import { addableTo } from './added.ts';
import { CUTTABLE, type CustomDesignName, type DesignName, spellCustom } from './custom_design.ts';
import { type Added, SWITCH_VALUES, type Switches, type Without } from './design.ts';
import { OBJECT_KINDS } from './pointers.ts';
import { DESIGN_NAMES } from './presets.ts';

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

const holder = fc.record(
  {
    kind: fc.constantFrom('access', 'hw_queue'),
    id: fc.integer({ min: 1, max: 12 }),
    ictx: fc.integer({ min: 1, max: 2 }),
  },
  { requiredKeys: ['kind', 'id'] },
);

const without: fc.Arbitrary<Without> = fc.oneof(
  fc.constantFrom(...CUTTABLE).map((role) => ({ role })),
  holder.map(({ kind, ...of }) =>
    kind === 'access'
      ? { role: 'access->ictx', of: { kind: 'access' as const, ...of } }
      : { role: 'hw_queue->viommu', of: { kind: 'hw_queue' as const, ...of } },
  ),
);

/** Any design of one's own. */
export const customDesigns: fc.Arbitrary<CustomDesignName> = fc
  .record({
    title: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_+.'-]{0,10}( [A-Za-z0-9]{1,8})?$/),
    base: fc.constantFrom(...DESIGN_NAMES),
    switches,
    without: fc.array(without, { maxLength: 3 }),
    added: fc.subarray([...ADDED], { maxLength: 3 }),
  })
  .map(spellCustom);

/** Any design. */
export const designs: fc.Arbitrary<DesignName> = fc.oneof(fc.constantFrom(...DESIGN_NAMES), customDesigns);
