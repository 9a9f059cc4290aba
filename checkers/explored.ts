import { brokenBy, conclude, Exploration, startOf } from '../src/explorer/index.ts';
import { LOST } from '../src/explorer/teardown/explore.ts';
import { type DesignName, designOf, type Op } from '../src/iommufd/index.ts';

/** Properties that are about single calls. */
export const OF_CALLS: readonly string[] = ['P3', 'P4', 'P5', 'P6'];

/** What a model checker has to come to. */
export interface Expected {
  readonly found: Exploration;
  /** Getting lost is one state more. */
  readonly states: number;
  readonly calls: number;
  readonly fails: readonly string[];
  /** Whether P2 fails, where P1 without exit and kill is the same; else null. */
  readonly failsP2: boolean | null;
}

/** Explores what a scenario leaves to be done. In a model P1 is about ends that leak, not about ways that all get lost. */
export function explored(ops: readonly Op[], design: DesignName): Expected {
  const found = new Exploration(startOf(ops, designOf(design)));
  found.explore(Number.POSITIVE_INFINITY);
  const { lines, leaking } = conclude(found);
  const fails = lines.filter(({ status }) => status === 'fails').map(({ property }) => property);
  // What the operations before have broken is in no model.
  const ofCalls: string[] = found.met.flatMap(({ fault }) => brokenBy(fault));
  if (fails.includes('P6')) ofCalls.push('P6');
  const hasChild = found.start.actions.some(({ op }) => op.name === 'kill');
  return {
    found,
    states: found.states.count + (found.edges.to.includes(LOST) ? 1 : 0),
    calls: found.edges.to.length,
    fails: [...(leaking > 0n ? ['P1'] : []), ...OF_CALLS.filter((property) => ofCalls.includes(property))],
    failsP2: leaking > 0n && !hasChild ? fails.includes('P2') : null,
  };
}

/** The different ones, in order. */
export const distinct = (names: readonly string[]) => [...new Set(names)].toSorted();
