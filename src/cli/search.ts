import { Search } from '../explorer/index.ts';
import { type DesignName, designOf, type OpName } from '../iommufd/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { many, type Report, textOf } from './report.ts';

/** States after which a search stops, and says so. */
const MOST_STATES = 300_000;

/** Objects at a time. */
const OBJECTS = 9;

/** Every sequence of the operations that a scenario uses, from an empty context, up to so many in a row. */
export function search(name: string, scenario: Scenario, depth: number, design: DesignName): Report {
  const kinds = [...new Set<OpName>(['open', ...scenario.ops.map((op) => op.name), 'destroy', 'close'])];
  const found = new Search(designOf(design), { depth, objects: OBJECTS, kinds, states: MOST_STATES });
  found.explore(Number.MAX_SAFE_INTEGER);
  const { broken, states, transitions, isComplete } = found;
  const bound = isComplete ? '' : `, stopped at the bound of ${MOST_STATES.toLocaleString('en')}`;
  const text = [
    `${name} in ${design}: from an empty context, up to ${many(depth, 'operation')} and ${many(OBJECTS, 'object')}: ${many(states, 'state')}, ${many(transitions, 'transition')}${bound}`,
    ...broken.map(({ property, because }) => `  ${property}  FAILS   ${because}`),
    ...(broken.length === 0
      ? [`  ${isComplete ? 'nothing goes wrong within that reach' : 'nothing went wrong so far'}`]
      : []),
    ...broken.flatMap(({ ops }) => ['', textOf({ ...scenario, title: '' }, design, ops), '']),
  ];
  const json = {
    scenario: name,
    design,
    depth,
    kinds,
    states,
    transitions,
    isComplete,
    broken: broken.map(({ property, because, ops }) => ({
      property,
      because,
      counterexample: textOf({ ...scenario, title: '' }, design, ops),
    })),
  };
  return { text: text.join('\n'), json, fails: broken.length > 0 };
}
