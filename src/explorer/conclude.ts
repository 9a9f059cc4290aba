import type { Op } from '../iommufd/index.ts';
import { RESERVED } from '../machine/index.ts';
import { judge, keepLedgers, run } from '../trace/index.ts';
import { type Ends, endsOf } from './ends.ts';
import { type Exploration, LOST } from './explore.ts';
import type { Fault } from './faults.ts';
import { PROPERTIES, type PropertyName } from './properties.ts';

/** A way to what is claimed: operations after the start. */
export type Way = readonly Op[];

export interface Line {
  readonly property: PropertyName;
  readonly says: string;
  readonly status: 'holds' | 'fails' | 'does not apply';
  readonly because: string;
  /** Shortest, and of the shortest the first in the order of actions; null where nothing fails. */
  readonly counterexample: Way | null;
}

export type Headline = 'UAF' | 'BAD PUT' | 'HANG' | 'LEAK' | 'NO PROGRESS' | 'WARN' | 'FREED' | 'ALIVE';

/** What an exploration shows. */
export interface Conclusion {
  readonly headline: Headline;
  readonly because: string;
  /** The shortest way to what the headline says, as in the line that it comes from. */
  readonly way: Way;
  readonly lines: readonly Line[];
  readonly states: number;
  /** Calls that were made, those that changed nothing among them. */
  readonly transitions: number;
  /** Every state was explored: what holds holds everywhere. */
  readonly isComplete: boolean;
  readonly orders: bigint;
  readonly leaking: bigint;
  /** The shortest way to everything being freed; null if there is none. */
  readonly witness: Way | null;
}

const FOREVER: readonly string[] = ['exit', 'kill'];

/** The severity of what can be met, worst first; a leak has its place among them. */
const WORST: readonly Headline[] = ['UAF', 'BAD PUT', 'HANG', 'LEAK', 'NO PROGRESS', 'WARN'];

class Reading {
  readonly found: Exploration;
  readonly ends: Ends;

  constructor(found: Exploration) {
    this.found = found;
    this.ends = endsOf(found);
  }

  wayTo(state: number): Way {
    return this.found.pathTo(state).map(({ op }) => op);
  }

  wayOver(edge: number): Way {
    const { edges, start } = this.found;
    const op = start.actions[edges.action[edge] as number]?.op as Op;
    return [...this.wayTo(this.found.fromOf(edge)), op];
  }

  line(
    property: PropertyName,
    failure: { way: Way; because: string } | undefined,
    fine: string,
    applies = true,
  ): Line {
    return {
      property,
      says: PROPERTIES[property],
      status: failure ? 'fails' : applies ? 'holds' : 'does not apply',
      because: failure?.because ?? fine,
      counterexample: failure?.way ?? null,
    };
  }

  /** The first state that is doomed, over the given calls alone. */
  firstLeak(allows: (name: Op['name']) => boolean): { way: Way; because: string } | undefined {
    const { isDoomed } = this.ends;
    for (let state = 0; state < isDoomed.length; state++) {
      if (!isDoomed[state]) continue;
      const way = this.wayTo(state);
      if (!way.every(({ name }) => allows(name))) continue;
      return { way, because: this.#whyLeaked(way) };
    }
    return undefined;
  }

  /** What the run says that goes there and closes everything else. */
  #whyLeaked(way: Way): string {
    const { start } = this.found;
    const whole = run([...start.ops, ...way], start.design);
    const finding = judge(whole, keepLedgers(whole)).findings.find(({ name }) => name === 'LEAK');
    return finding?.because ?? 'nothing can free the context any more';
  }

  firstFault(is: (fault: Fault) => boolean): { way: Way; because: string } | undefined {
    const met = this.found.met.find(({ fault }) => is(fault));
    return met && { way: this.wayOver(met.edge), because: met.fault.because };
  }

  firstEdge(is: (edge: number, from: number, to: number) => boolean): Way | undefined {
    const { edges, explored } = this.found;
    for (let state = 0; state < explored; state++)
      for (let edge = edges.first[state] as number; edge < (edges.first[state + 1] as number); edge++)
        if (is(edge, state, edges.to[edge] as number)) return this.wayOver(edge);
    return undefined;
  }
}

function changesOnRefusal({ found }: Reading): (edge: number, from: number, to: number) => boolean {
  const { edges, code, start } = found;
  return (edge, from, to) =>
    to !== from &&
    start.actions[edges.action[edge] as number]?.op.name === 'destroy' &&
    code.results[edges.result[edge] as number]?.errno === 'EBUSY';
}

/** Slots that are a tombstone in some state. */
function tombstones({ found }: Reading): readonly number[] {
  return found.start.variables.all
    .filter(({ field, values }) => field.startsWith('slots.') && values.includes(RESERVED))
    .map(({ index }) => index);
}

function linesOf(reading: Reading): Line[] {
  const { found, ends } = reading;
  const { start, states } = found;
  const can = (...names: Op['name'][]) => start.actions.some(({ op }) => names.includes(op.name));
  const all = (what: string) => `${what} in each of ${states.count} states`;
  const refused = reading.firstEdge(changesOnRefusal(reading));
  const buried = tombstones(reading);
  const all_ = start.variables.all;
  const revived = reading.firstEdge(
    (_, from, to) =>
      to !== LOST &&
      buried.some((index) => {
        const values = all_[index]?.values ?? [];
        return (
          values[states.value(from, index)] === RESERVED &&
          values[states.value(to, index)] !== RESERVED &&
          ends.end[to] === null
        );
      }),
  );
  const unmapped = found.unmapped[0];
  return [
    reading.line(
      'P1',
      reading.firstLeak(() => true),
      'each end is freed',
      start.actions.length > 0,
    ),
    reading.line(
      'P2',
      reading.firstLeak((name) => !FOREVER.includes(name)),
      'each end is freed',
      can('destroy', 'close', 'munmap'),
    ),
    reading.line(
      'P3',
      reading.firstFault(({ name }) => name === 'UAF' || name === 'BAD PUT'),
      all('none'),
    ),
    reading.line(
      'P4',
      reading.firstFault(({ name }) => name === 'WARN' || name === 'NO PROGRESS'),
      all('none'),
    ),
    reading.line(
      'P5',
      reading.firstFault(({ ms }) => ms !== undefined && ms > 60_000),
      all('none'),
    ),
    reading.line(
      'P6',
      refused && { way: refused, because: 'the state is another than before' },
      all('nothing changes'),
      can('destroy'),
    ),
    reading.line(
      'P7',
      revived && { way: revived, because: 'its slot is empty again' },
      'a tombstone stays',
      buried.length > 0,
    ),
    reading.line(
      'P8',
      unmapped && { way: [...reading.wayTo(unmapped.state), unmapped.op], because: unmapped.because },
      all('as it should be'),
      found.start.probes.length > 0,
    ),
  ];
}

/** What the states and calls of an exploration come to. */
export function conclude(found: Exploration): Conclusion {
  const reading = new Reading(found);
  const { ends } = reading;
  const lines = linesOf(reading);
  const leak = ends.end.includes('LEAK') ? reading.firstLeak(() => true) : undefined;
  const headline = WORST.find((name) =>
    name === 'LEAK' ? leak : found.met.some(({ fault }) => fault.name === name),
  );
  const worst = headline === 'LEAK' ? leak : headline && reading.firstFault(({ name }) => name === headline);
  const freed = ends.end.indexOf('FREED');
  const isAlive = freed < 0 && ends.end.includes('ALIVE');
  return {
    headline: headline ?? (isAlive ? 'ALIVE' : 'FREED'),
    because: worst?.because ?? '',
    way: worst?.way ?? [],
    lines,
    states: found.states.count,
    transitions: found.edges.to.length,
    isComplete: found.isComplete,
    orders: ends.orders,
    leaking: ends.leaking,
    witness: freed < 0 ? null : reading.wayTo(freed),
  };
}
