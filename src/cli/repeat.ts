import { type DesignName, designOf, type Op } from '../iommufd/index.ts';
import { judge, keepLedgers, type Run, run, type Verdict } from '../trace/index.ts';

/** The run of some operations in a design, and what it shows. */
export function repeat(ops: readonly Op[], design: DesignName): [Run, Verdict] {
  const found = run(ops, designOf(design));
  return [found, judge(found, keepLedgers(found))];
}
