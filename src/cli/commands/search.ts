import { counted, Search } from '../../explorer/index.ts';
import { type DesignName, designOf, type OpName } from '../../iommufd/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { type Bound, MOST } from '../output/bound.ts';
import { type Report, textOf } from '../output/report.ts';
import type { Point } from '../output/tap.ts';

/** States after which a search stops, and says so. */
const MOST_STATES = 300_000;

/** Objects at a time. */
const OBJECTS = 9;

/** Every sequence of the operations that a scenario uses, from an empty context, up to so many in a row. */
export function search(
  name: string,
  scenario: Scenario,
  depth: number,
  design: DesignName,
  bound: Bound,
): Report {
  const kinds = [
    ...new Set<OpName>([
      'open',
      ...scenario.ops.flatMap(({ name, off }) => (off ? [] : [name])),
      'destroy',
      'close',
    ]),
  ];
  const found = new Search(designOf(design), {
    depth,
    objects: OBJECTS,
    kinds,
    ...MOST,
    states: MOST_STATES,
  });
  const head = `${name} in ${design}: from an empty context, up to ${counted(depth, 'operation')}, and ${counted(OBJECTS, 'object')} at a time`;
  const stopped = bound.work(found, MOST, head);
  const { broken, states, transitions, isComplete } = found;
  const text = [
    `${head}: ${counted(states, 'state')}, ${counted(transitions, 'transition')}${stopped ? `, ${stopped}` : ''}`,
    '  found by search: emulated only',
    ...broken.map(({ property, because }) => `  ${property}  FAILS   ${because}`),
    ...(broken.length === 0 ? [`  ${isComplete ? 'no fault within these bounds' : 'no fault so far'}`] : []),
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
    provenance: { kind: 'emulated only', says: 'Found by search, and recorded on no kernel.' },
    broken: broken.map(({ property, because, ops }) => ({
      property,
      because,
      counterexample: textOf({ ...scenario, title: '' }, design, ops),
    })),
  };
  const points: readonly Point[] =
    broken.length > 0
      ? broken.map(({ property, because }) => ({
          ok: false,
          says: `${property} holds within these bounds`,
          because,
        }))
      : [
          {
            ok: true,
            says: 'no fault within these bounds',
            because: '',
            ...(!isComplete && { skipped: 'a bound was met' }),
          },
        ];
  return { text: text.join('\n'), json, points, fails: broken.length > 0, isComplete };
}
