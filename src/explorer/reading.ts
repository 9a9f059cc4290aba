import type { Op } from '../iommufd/index.ts';
import type { Fault } from '../trace/index.ts';
import { type Attempt, attemptsAt } from './teardown/attempts.ts';
import { type Ends, endsOf } from './teardown/ends.ts';
import type { Exploration } from './teardown/explore.ts';
import { hasLeaked, whyLeaked } from './teardown/leaked.ts';
import { type Past, pastOf } from './teardown/past.ts';

/** A way to what is claimed: operations after the start. */
export type Way = readonly Op[];

/** The shortest way to something, and of the shortest the first in the order of actions; with what is wrong there. */
export interface Failure {
  readonly way: Way;
  readonly because: string;
}

/** An exploration, and what can be found out about it. */
export class Reading {
  readonly found: Exploration;
  readonly ends: Ends;
  readonly past: Past;
  readonly attempts: readonly Attempt[];

  constructor(found: Exploration) {
    this.found = found;
    this.ends = endsOf(found);
    this.past = pastOf(found.start);
    this.attempts = attemptsAt(found.start);
  }

  wayTo(state: number): Way {
    return this.found.pathTo(state).map(({ op }) => op);
  }

  wayOver(edge: number): Way {
    const { edges, start } = this.found;
    const op = start.actions[edges.action[edge] as number]?.op as Op;
    return [...this.wayTo(this.found.fromOf(edge)), op];
  }

  /** The first state, over the given calls alone, in which something has leaked and nothing that is left frees it. */
  firstLeak(allows: (name: Op['name']) => boolean): Failure | undefined {
    const { isDoomed } = this.ends;
    const { start } = this.found;
    for (let state = 0; state < isDoomed.length; state++) {
      if (!isDoomed[state] || !hasLeaked(this.found.snapshotOf(state))) continue;
      const way = this.wayTo(state);
      if (way.every(({ name }) => allows(name)))
        return { way, because: whyLeaked([...start.ops, ...way], start.design) };
    }
    return undefined;
  }

  /** The first fault there is: in the operations before, in an attempt at the start, or on a way from there. */
  firstFault(is: (fault: Fault) => boolean): Failure | undefined {
    const before = this.past.faults.find(({ fault }) => is(fault));
    if (before) return { way: [], because: before.because };
    for (const { op, faults } of this.attempts) {
      const fault = faults.find(is);
      if (fault) return { way: [op], because: fault.because };
    }
    const met = this.found.met.find(({ fault }) => is(fault));
    return met && { way: this.wayOver(met.edge), because: met.fault.because };
  }

  /** The way over the first edge that is as asked. */
  firstEdge(is: (edge: number, from: number, to: number) => boolean): Way | undefined {
    const { edges, explored } = this.found;
    for (let state = 0; state < explored; state++)
      for (let edge = edges.first[state] as number; edge < (edges.first[state + 1] as number); edge++)
        if (is(edge, state, edges.to[edge] as number)) return this.wayOver(edge);
    return undefined;
  }
}
