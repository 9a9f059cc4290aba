import fc from 'fast-check';
import type { Scenario } from './scenario.ts';

/** The same operations, some of them in a second thread. */
export function withThreads(drawn: fc.Arbitrary<Scenario['ops']>): fc.Arbitrary<Scenario['ops']> {
  return fc
    .tuple(drawn, fc.infiniteStream(fc.nat(5)))
    .map(([ops, chance]) =>
      ops.map((op) => (chance.next().value === 0 ? { ...op, background: true as const } : op)),
    );
}
