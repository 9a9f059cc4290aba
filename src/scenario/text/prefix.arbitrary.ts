import fc from 'fast-check';
import { COUNTS, EVENTS, kernelFunctions, type Moment, subjectOf } from '../../iommufd/index.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWERING } from './prefix.ts';

const moments: fc.Arbitrary<Moment> = fc
  .record({
    in: fc.constantFrom(...kernelFunctions()),
    event: fc.option(fc.constantFrom(...EVENTS), { nil: undefined }),
    count: fc.constantFrom(...COUNTS),
    lock: fc.constantFrom('xa_lock', 'pages->mutex', 'igroup->lock'),
    isOfAny: fc.boolean(),
    nth: fc.integer({ min: 1, max: 999 }),
  })
  .map(({ in: name, event, count, lock, isOfAny, nth }) => {
    const subject = event && subjectOf(event);
    const of = isOfAny || !subject ? undefined : subject === 'lock' ? lock : count;
    return { in: name, ...(event && { event }), ...(of && { of }), ...(nth > 1 && { nth }) };
  });

/** The same operations, some of them in a second thread, some with a failure in them, and some switched off. */
export function withPrefixes(drawn: fc.Arbitrary<Scenario['ops']>): fc.Arbitrary<Scenario['ops']> {
  return fc
    .tuple(drawn, fc.infiniteStream(fc.nat(5)), fc.infiniteStream(moments))
    .map(([ops, chance, moment]) =>
      ops.map((op) => {
        const { value: background } = chance.next();
        const { value: fails } = chance.next();
        const { value: off } = chance.next();
        const isResumed = op.name === 'resume' && op.operands.steps === undefined && background > 3;
        const isUntil = isResumed || (op.name !== 'resume' && background === 2);
        return {
          ...op,
          ...(off === 0 && { off: true as const }),
          ...(background < 3 && { background: true as const }),
          ...(background === 1 && { preempted: 1 + fails }),
          ...(isUntil && { preempted: moment.next().value }),
          ...(fails < 3 && {
            fails: fails > 0 ? fails : ANSWERING.includes(op.name) ? ('usercopy' as const) : 7,
          }),
        };
      }),
    );
}
