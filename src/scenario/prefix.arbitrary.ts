import fc from 'fast-check';
import { ANSWERING } from './prefix.ts';
import type { Scenario } from './scenario.ts';

/** The same operations, some of them in a second thread, and some with a failure in them. */
export function withPrefixes(drawn: fc.Arbitrary<Scenario['ops']>): fc.Arbitrary<Scenario['ops']> {
  return fc.tuple(drawn, fc.infiniteStream(fc.nat(5))).map(([ops, chance]) =>
    ops.map((op) => {
      const { value: background } = chance.next();
      const { value: fails } = chance.next();
      return {
        ...op,
        ...(background < 2 && { background: true as const }),
        ...(background === 1 && { preempted: 1 + fails }),
        ...(fails < 3 && {
          fails: fails > 0 ? fails : ANSWERING.includes(op.name) ? ('usercopy' as const) : 7,
        }),
      };
    }),
  );
}
