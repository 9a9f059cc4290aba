import { type DesignName, designOf, type Op } from '../../iommufd/index.ts';
import { EMPTY_SCENARIO, LIBRARY, type Scenario } from '../../scenario/index.ts';
import { lastFrame, run } from '../../trace/index.ts';
import { type Moment, momentOf } from './moment.ts';

/** A moment that there must be. */
export function momentAt(scenario: Scenario, design: DesignName = scenario.design, step?: number): Moment {
  const moment = momentOf(scenario, design, step);
  if ('last' in moment) throw new Error(`no step ${step}: the last is ${moment.last}`);
  return moment;
}

/** Labels and a title that no text can bring, and that mean something to whatever reads a picture. */
const HOSTILE = ['"]', '<b>&amp;', '\\N\\"', '`x`', '--> x', '%%{init}', 'end', '#35;', 'a|b', '__proto__'];

export const HOSTILE_SCENARIO: Scenario = {
  ...EMPTY_SCENARIO,
  title: '"/><script>alert(1)</script>\\N &#65; `` ]](x) %%{init: {}}%% \uffff @all',
  ops: [
    { name: 'open', operands: {}, labels: ['c"<&>'] },
    ...HOSTILE.map((label): Op => ({ name: 'ioas_alloc', operands: { ctx: 'c"<&>' }, labels: [label] })),
  ],
  cursor: { op: HOSTILE.length + 1, step: 0 },
};

/** Every scenario of the library, each at a few steps. */
export const MOMENTS = LIBRARY.map(({ id, scenario }) => {
  const end = lastFrame(run(scenario.ops, designOf(scenario.design)));
  const steps = [...new Set([0, Math.floor(end / 3), Math.floor((2 * end) / 3), end])];
  return [id, steps.map((step) => momentAt(scenario, scenario.design, step))] as const;
});
