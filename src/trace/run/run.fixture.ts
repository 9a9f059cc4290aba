import { type DesignName, designOf } from '../../iommufd/index.ts';
import { parseText } from '../../scenario/index.ts';
import { judge, keepLedgers, type Run, run, type Verdict } from '../index.ts';

/** The run of a text that must be understood. */
export function runText(text: string, design: DesignName = '7.3'): Run {
  const { scenario, problems } = parseText(text);
  if (problems.length) throw new Error(JSON.stringify(problems[0]));
  return run(scenario.ops, designOf(design));
}

export function verdictOf(found: Run): Verdict {
  return judge(found, keepLedgers(found));
}

export const MOCK = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw`;

export const QUEUE = `${MOCK}
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0`;
