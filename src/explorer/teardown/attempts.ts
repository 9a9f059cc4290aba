/** Calls that tear nothing down, each made once where the exploration starts, and taken back. */
import { type Broken, boot, brokenLaws, type Op } from '../../iommufd/index.ts';
import type { Fault } from '../../trace/index.ts';
import { isAsked } from '../asked.ts';
import { callIn } from '../search/sequence.ts';
import type { Start } from './start.ts';

/** What a call that tears nothing down does wrong. */
export interface Attempt {
  readonly op: Op;
  readonly faults: readonly Fault[];
  /** Laws that hold before it and not behind it. */
  readonly broken: readonly Broken[];
}

/** The most calls that are tried at a start. */
const MOST_ATTEMPTS = 32;

/** Unmaps each range, and allocates each hardware queue a second time. Those that do nothing wrong are left out. */
export function attemptsAt(start: Start): readonly Attempt[] {
  const ops = [...start.probes.map(({ op }) => op), ...start.repeats].slice(0, MOST_ATTEMPTS);
  if (ops.length === 0) return [];
  const before = new Set(brokenLaws(start.variables.start, true).map(({ law }) => law));
  const k = boot(start.design);
  return ops.flatMap((op): Attempt[] => {
    const { faults, state } = callIn(k, start.variables.start, op, start.labels);
    const broken = brokenLaws(state, true).filter(
      ({ law }) => !before.has(law) && isAsked(law, start.design),
    );
    return faults.length > 0 || broken.length > 0 ? [{ op, faults, broken }] : [];
  });
}
