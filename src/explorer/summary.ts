import { formatOp } from '../scenario/index.ts';
import type { Conclusion, Headline } from './conclude.ts';
import type { Way } from './reading.ts';

/** What every teardown order from a state comes to, in one sentence. */
export interface Summary {
  /** How it ends; null where nothing was tried, or not everything. */
  readonly word: Headline | null;
  /** The rest of the sentence behind the word. */
  readonly says: string;
  /** `good` only where something was tried, all of it, and nothing bad was found. */
  readonly tone: 'good' | 'warn' | 'bad' | 'none';
}

/** What teardown is, where a sentence speaks of teardown orders. */
export const COVERS =
  'DESTROY of every ID, close of every descriptor, munmap, exit and kill, in every order; also, once, an unmap of each range and a second allocation of each hardware queue. No other map, allocation or attach is tried';

/** A figure with its noun: `1 order`, `1,024 orders`. */
export function counted(n: bigint | number, one: string): string {
  return `${n.toLocaleString('en-US')} ${one}${n === 1 || n === 1n ? '' : 's'}`;
}

const along = (way: Way) => way.map(formatOp).join(', ');

/** The first property or law that fails, where the headline does not tell of it. */
function broken({ lines, laws }: Conclusion): string | null {
  const failing = [...lines, ...laws].find(({ status }) => status === 'fails');
  if (!failing) return null;
  const way = failing.counterexample ?? [];
  return `${failing.property} fails${way.length > 0 ? ` after ${along(way)}` : ''}`;
}

function gone(conclusion: Conclusion): Summary {
  const { headline, since, way, orders, leaking, isComplete } = conclusion;
  const tone = headline === 'WARN' ? 'warn' : 'bad';
  if (way.length > 0) {
    const share = `in ${leaking.toLocaleString('en-US')} of ${counted(orders, 'teardown order')}, first by`;
    const says = headline === 'LEAK' && isComplete && leaking > 0n ? share : 'after';
    return { word: headline, says: `${says} ${along(way)}`, tone };
  }
  if (since !== null) return { word: headline, says: `already, in operation ${since + 1}`, tone };
  return { word: headline, says: 'already, whatever comes next', tone };
}

/** Says what an exploration comes to; the words on the page and on the command line are these. */
export function summaryOf(conclusion: Conclusion): Summary {
  const { headline, transitions, orders, isComplete, wasOpened } = conclusion;
  const isFine = headline === 'FREED' || headline === 'ALIVE';
  if (!isFine) return gone(conclusion);
  const but = broken(conclusion);
  if (!isComplete)
    return {
      word: null,
      says: `no fault so far${but ? `, but ${but}` : ''}`,
      tone: but ? 'warn' : 'none',
    };
  if (transitions === 0) {
    const end = !wasOpened
      ? 'no context is open yet'
      : headline === 'FREED'
        ? 'everything is freed, and nothing is left to tear down'
        : 'a child still holds a context, and nothing else is left to do';
    return { word: null, says: `${end}${but ? `, but ${but}` : ''}`, tone: but ? 'warn' : 'none' };
  }
  const all = orders === 1n ? 'in the only teardown order' : `in all ${counted(orders, 'teardown order')}`;
  return { word: headline, says: `${all}${but ? `, but ${but}` : ''}`, tone: but ? 'warn' : 'good' };
}
