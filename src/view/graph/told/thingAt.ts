import type { Thing } from '../../../scene/index.ts';
import { keyAt } from './keyAt.ts';

/** The reference or the dot that an event is on. */
export function thingAt(target: EventTarget | null): Thing | null {
  if (!(target instanceof Element)) return null;
  const id = target.closest('[data-edge]')?.getAttribute('data-edge');
  if (id) return { is: 'edge', id };
  const pips = target.closest('.pips');
  const key = keyAt(target);
  if (!pips || key === null) return null;
  const nth = [...pips.querySelectorAll('[data-pip]')].indexOf(target);
  // What stands for the dots that have no room tells of all.
  return nth < 0 ? { is: 'node', key } : { is: 'node', key, nth };
}
