import { isObject } from '../iommufd/index.ts';
import type { Task } from '../machine/index.ts';
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
function sorted({ edges, explored, states }: Exploration): Int32Array {
  const waits = new Int32Array(states.count);
  const each = (state: number, see: (to: number) => void) => {
    for (let edge = edges.first[state] as number; edge < (edges.first[state + 1] as number); edge++) {
      const to = edges.to[edge] as number;
      if (to !== LOST && to !== state) see(to);
    }
  };
  for (let state = 0; state < explored; state++)
    each(state, (to) => {
      waits[to] = (waits[to] as number) + 1;
    });
  const order = new Int32Array(states.count);
  let length = 1;
  for (let i = 0; i < length; i++) {
    const state = order[i] as number;
    if (state < explored)
      each(state, (to) => {
        waits[to] = (waits[to] as number) - 1;
        if (waits[to] === 0) order[length++] = to;
      });
  }
  if (length !== states.count) throw new Error('a teardown leads back to where it was');
  return order;
}

/** Looks from the ends back to the start. */
export function endsOf(found: Exploration): Ends {
  const { edges, explored, states } = found;
  const order = sorted(found);
  const end: End[] = Array(states.count).fill(null);
  const isDoomed: boolean[] = Array(states.count).fill(false);
  const orders: bigint[] = Array(states.count).fill(0n);
  const leaking: bigint[] = Array(states.count).fill(0n);
  for (let i = order.length - 1; i >= 0; i--) {
    const state = order[i] as number;
    // What was not explored may end in any way.
    if (state >= explored) continue;
    end[state] = endOf(found, state);
    const isBad = end[state] === 'LEAK' || end[state] === 'LEFT';
    isDoomed[state] = end[state] === null || isBad;
    if (end[state]) orders[state] = 1n;
    if (isBad) leaking[state] = 1n;
    for (let edge = edges.first[state] as number; edge < (edges.first[state + 1] as number); edge++) {
      const to = edges.to[edge] as number;
      if (to === state) continue;
      if (to === LOST) {
        orders[state] = (orders[state] as bigint) + 1n;
        isDoomed[state] = false;
      } else {
        orders[state] = (orders[state] as bigint) + (orders[to] as bigint);
        leaking[state] = (leaking[state] as bigint) + (leaking[to] as bigint);
        if (!isDoomed[to]) isDoomed[state] = false;
      }
    }
  }
  return { end, isDoomed, orders: orders[0] as bigint, leaking: leaking[0] as bigint };
}
