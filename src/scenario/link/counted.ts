import { isCustom, type Moment, type Op, type PresetName } from '../../iommufd/index.ts';
import type { Scenario } from '../scenario.ts';
import { DESIGN_CODES } from './codes.ts';
import { encodeOps } from './encode.ts';

/*
 * Threads were once preempted after a number of steps, as `bg 5 OP` and `resume steps=2` still say. Such a number counts
 * the micro-steps of the rules as they are now, and so may come to another place when the rules are told in finer or
 * coarser steps. What was given out with numbers is kept here by what happened then: links and texts of it say that.
 */

/** By design and operations, as a link writes them: the moments that its numbers stood for, in order. Frozen. */
const MOMENTS: Readonly<Record<string, readonly Moment[]>> = {
  'maehj2E3Efkl--Bn--Ol2EJ1IJ0E10CHHc': [
    { in: 'get_file', event: 'inc', of: 'count' },
    { in: 'iommufd_object_finalize', event: 'unlock', of: 'xa_lock' },
    { in: 'iommufd_object_remove', event: 'dec_if_one', of: 'users' },
    { in: '_iommufd_object_depend', event: 'log' },
  ],
  'laehj2E3Ek3E--FCnHc': [{ in: 'iommufd_fops_mmap', event: 'unlock', of: 'mt_mmap' }],
  'paem--Gn1JcHc0E': [{ in: 'iommufd_destroy', event: 'dec_and_test', of: 'wait' }],
};

const isCounted = ({ name, preempted }: Op) =>
  typeof preempted === 'number' || (name === 'resume' && preempted === undefined);

function named(op: Op, preempted: Moment): Op {
  const { steps: _, ...operands } = op.operands;
  return { ...op, operands, preempted };
}

/** The scenario with moments in place of the numbers that are known; any other stays as it is. */
export function withMoments<S extends Pick<Scenario, 'design' | 'ops'>>(scenario: S): S {
  const { design, ops } = scenario;
  if (isCustom(design) || !ops.some(isCounted)) return scenario;
  const moments = MOMENTS[DESIGN_CODES[design as PresetName] + encodeOps(ops)]?.values();
  if (!moments) return scenario;
  return {
    ...scenario,
    ops: ops.map((op) => (isCounted(op) ? named(op, moments.next().value as Moment) : op)),
  };
}
