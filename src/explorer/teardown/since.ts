import type { Design, Op } from '../../iommufd/index.ts';
import { conclude } from '../conclude.ts';
import type { PropertyName } from '../properties.ts';
import { Exploration } from './explore.ts';
import { startOf } from './start.ts';
import type { Stored } from './stored.ts';

/** By property that fails after the last of some operations, the operation since which it does, from 1. */
export type Since = Partial<Record<PropertyName, number>>;

/**
 * Which step breaks a property: the last operation before which it still held, and after which it fails to the end.
 * Each place is explored, until a bound is met; from the end back, for as long as anything fails.
 */
export function sinceOf(ops: readonly Op[], design: Design, most: Stored): Since {
  const since: Since = {};
  let failing: ReadonlySet<string> | null = null;
  for (let count = ops.length; count >= 0; count--) {
    const found = new Exploration(startOf(ops.slice(0, count), design));
    found.explore(Number.POSITIVE_INFINITY, most);
    const fails = conclude(found)
      .lines.filter(({ status }) => status === 'fails')
      .map(({ property }) => property as PropertyName);
    const still: readonly PropertyName[] =
      failing === null ? fails : fails.filter((one) => failing?.has(one));
    for (const property of still) since[property] = count;
    if (still.length === 0) break;
    failing = new Set(still);
  }
  return since;
}
