import { isObject } from '../../iommufd/index.ts';
import type { Task } from '../../machine/index.ts';
import { Counts } from './counts.ts';
import { type Exploration, LOST } from './explore.ts';

/**
 * How a state ends from which nothing more can be done: everything is freed, the context never will be, it is gone and
 * objects are LEFT, or a child still has it. Null for a state that is no end.
 */
export type End = 'FREED' | 'LEAK' | 'LEFT' | 'ALIVE' | null;

/** What can become of each state. */
export interface Ends {
  readonly end: readonly End[];
  /** States from which every order leads to a leak: it has happened. */
  readonly isDoomed: readonly boolean[];
  /** Orders of what can still be done, from the start to an end. */
  readonly orders: bigint;
  /** Those that end with something that is not freed. */
  readonly leaking: bigint;
}

function endOf(found: Exploration, state: number): End {
  const { edges } = found;
  if (state >= found.explored || edges.first[state] !== edges.first[state + 1]) return null;
  const cells = found.snapshotOf(state);
  if (!cells.some((cell) => !cell.freed && cell.kind === 'ctx'))
    return cells.some((cell) => !cell.freed && isObject(cell)) ? 'LEFT' : 'FREED';
  const [process, ...children] = cells.filter((cell): cell is Task => cell.kind === 'task');
  const isHeld = children.some(({ exited, fds }) => !exited && fds.some((file) => file > 0));
  return process?.exited && isHeld ? 'ALIVE' : 'LEAK';
}

/** States in an order in which each comes after all that lead to it. What user space gives up it never gets back. */
function sorted({ edges: { first, to }, explored, states }: Exploration): Int32Array {
  const waits = new Int32Array(states.count);
  for (let state = 0; state < explored; state++)
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const next = to[edge] as number;
      if (next !== LOST && next !== state) waits[next] = (waits[next] as number) + 1;
    }
  const order = new Int32Array(states.count);
  let length = 1;
  for (let i = 0; i < length; i++) {
    const state = order[i] as number;
    if (state >= explored) continue;
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const next = to[edge] as number;
      if (next === LOST || next === state) continue;
      waits[next] = (waits[next] as number) - 1;
      if (waits[next] === 0) order[length++] = next;
    }
  }
  if (length !== states.count) throw new Error('a teardown leads back to where it was');
  return order;
}

/** Looks from the ends back to the start. */
export function endsOf(found: Exploration): Ends {
  const { edges, explored, states } = found;
  const { first, to } = edges;
  const order = sorted(found);
  const end: End[] = Array(states.count).fill(null);
  const isDoomed: boolean[] = Array(states.count).fill(false);
  const orders = new Counts(states.count);
  const leaking = new Counts(states.count);
  let isAnyBad = false;
  for (let i = order.length - 1; i >= 0; i--) {
    const state = order[i] as number;
    // What was not explored may end in any way.
    if (state >= explored) continue;
    const is = endOf(found, state);
    const isBad = is === 'LEAK' || is === 'LEFT';
    end[state] = is;
    isDoomed[state] = is === null || isBad;
    if (is) orders.increment(state);
    if (isBad) {
      leaking.increment(state);
      isAnyBad = true;
    }
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const next = to[edge] as number;
      if (next === state) continue;
      if (next === LOST) {
        orders.increment(state);
        isDoomed[state] = false;
      } else {
        orders.add(state, next);
        if (isAnyBad) leaking.add(state, next);
        if (!isDoomed[next]) isDoomed[state] = false;
      }
    }
  }
  return { end, isDoomed, orders: orders.get(0), leaking: leaking.get(0) };
}
