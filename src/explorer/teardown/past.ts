import type { Op } from '../../iommufd/index.ts';
import { RESERVED } from '../../machine/index.ts';
import { formatOp } from '../../scenario/index.ts';
import { canonicalOf, type Fault, faultsIn, keepLedgers, type OpRun, type Run } from '../../trace/index.ts';
import type { Start } from './start.ts';

/** Something that went wrong in an operation before the start. */
export interface PastFault {
  readonly fault: Fault;
  /** Which operation, from 0. */
  readonly op: number;
  readonly because: string;
}

/** What the operations before a start did themselves: it is part of what is asked. */
export interface Past {
  readonly faults: readonly PastFault[];
  /** A DESTROY was refused with EBUSY; the sentence about one that changed something all the same. */
  readonly refusals: number;
  readonly refusalThatChanged: string | null;
  /** An ID was reserved for ever; the sentence about one that was handed out again. */
  readonly tombstones: number;
  readonly revival: string | null;
}

const at = (op: number, { name }: Op) => `operation ${op + 1}, ${name}`;

/** DESTROYs that returned EBUSY while no second thread did anything. */
function refusedDestroys({ ops, frames }: Run, count: number): readonly (readonly [number, OpRun])[] {
  return [...ops.slice(0, count).entries()].filter(([, { op, outcome, first, last }]) => {
    const tasks = new Set(frames.slice(first + 1, last + 1).map(({ step }) => step?.task));
    return op.name === 'destroy' && outcome.errno === 'EBUSY' && tasks.size <= 1;
  });
}

/** IDs that became tombstones, and the first of them that was handed out again. */
function tombstones({ frames }: Run, until: number): Pick<Past, 'tombstones' | 'revival'> {
  const reserved = new Set<string>();
  let revival: string | null = null;
  for (const { step } of frames.slice(0, until + 1)) {
    if (step?.effect.do !== 'slot') continue;
    const { of, id, from, to } = step.effect;
    if (to === RESERVED && from > 0) reserved.add(`${of} ${id}`);
    else if (reserved.has(`${of} ${id}`)) revival ??= `the ID ${id} is not reserved any more`;
  }
  return { tombstones: reserved.size, revival };
}

/** Looks at the run of the operations that were given. */
export function pastOf({ run, count }: Start): Past {
  const { frames, ops } = run;
  const until = ops[count - 1]?.last ?? 0;
  const refused = refusedDestroys(run, count);
  const changed = refused.find(([, { first, last }]) => {
    const [before, after] = [frames[first], frames[last]];
    return before && after && canonicalOf(before.state) !== canonicalOf(after.state);
  });
  return {
    faults: faultsIn(run, keepLedgers(run), until).map(({ frame, ...fault }): PastFault => {
      const op = frames[frame]?.op ?? 0;
      const name = ops[op] ? formatOp(ops[op].op) : '';
      return { fault, op, because: `operation ${op + 1}, ${name}: ${fault.because}` };
    }),
    refusals: refused.length,
    refusalThatChanged: changed ? `${at(changed[0], changed[1].op)}: the state has changed` : null,
    ...tombstones(run, until),
  };
}
