import { designOf, MAIN_DESIGNS } from '../../iommufd/index.ts';
import { LIBRARY, type Scenario } from '../../scenario/index.ts';
import { type Run, run } from '../../trace/index.ts';

/** A scenario of the library as it runs in a design. */
export interface Ran {
  readonly scenario: Scenario;
  readonly run: Run;
}

/** Each scenario of the library in its own design and in the main ones, one run at a time: all of them take a while. */
export function* libraryRuns(): Generator<Ran> {
  for (const { scenario } of LIBRARY)
    for (const design of new Set([scenario.design, ...MAIN_DESIGNS]))
      yield { scenario: { ...scenario, design }, run: run(scenario.ops, designOf(design)) };
}
