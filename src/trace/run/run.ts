import type { Design, Op } from '../../iommufd/index.ts';
import { drained } from './drained.ts';
import type { Run } from './frame.ts';
import { Runner } from './runner.ts';

/** Runs operations to the end of their process, which exits when they are over. Same input, same frames. */
export function run(ops: readonly Op[], design: Design): Run {
  return drained(runInParts(ops, design));
}

/** The same run, which can be left every few hundred micro-steps and gone on with. */
export function runInParts(ops: readonly Op[], design: Design): Generator<undefined, Run> {
  return new Runner(design).run(ops);
}
