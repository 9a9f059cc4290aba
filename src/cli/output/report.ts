import type { DesignName } from '../../iommufd/index.ts';
import { EMPTY_SCENARIO, formatText, type Scenario } from '../../scenario/index.ts';
import type { Point } from './tap.ts';

/** What was found of one file in one design. */
export interface Report {
  readonly text: string;
  readonly json: object;
  /** The same as test points. */
  readonly points: readonly Point[];
  /** A property fails. */
  readonly fails: boolean;
  /** Nothing was left out for a bound. */
  readonly isComplete: boolean;
}

/** A scenario in text form, to go on with. */
export function textOf({ title }: Scenario, design: DesignName, ops: Scenario['ops']): string {
  return formatText({ ...EMPTY_SCENARIO, title, design, ops }).trimEnd();
}
