import type { StateGraph } from '../teardown/graph.ts';
import type { Call } from '../teardown/start.ts';
import type { Footprint } from './footprint.ts';
import type { Program } from './program.ts';

/** What is known of an action in a state before it is followed. */
export type Known = 'nothing' | 'cannot be done' | 'edge';

/**
 * Independent actions commute: neither reads or changes what the other changes. In the state that one of them led to,
 * the other can be made if it could before, and leads to where the first leads after the other. Of the four states
 * around such a pair three are known, and the fourth is looked up in the graph.
 */
export class Independence {
  /** Of the edge that is known, where it leads and its outcome. */
  to = 0;
  result = 0;
  readonly #graph: StateGraph;
  readonly #actions: readonly Call[];
  #isApart: readonly (readonly boolean[])[] = [];
  /** Edges before this one were not followed by the code that is known now. */
  #since = 0;
  /** Edges on which something went wrong. */
  readonly #faulty = new Set<number>();
  /** The action that led to the state at hand, and the edges of the state before that are not passed so far. */
  #by = -1;
  #aside = 0;
  #end = 0;

  constructor(graph: StateGraph, actions: readonly Call[]) {
    this.#graph = graph;
    this.#actions = actions;
  }

  /** Nothing that was followed so far says anything. */
  beginAnew(): void {
    this.#since = this.#graph.to.length;
    this.#by = -1;
  }

  /** Something went wrong on an edge. */
  setFaulty(edge: number): void {
    this.#faulty.add(edge);
  }

  /** Compares what actions look at and change, with what they need. What was followed before stays true. */
  compare(programs: readonly Program[]): void {
    const footprints = this.#actions.map(({ needs, oneOf, unless }, i): Footprint => {
      const { footprint } = programs[i] as Program;
      for (const { variable } of [...needs, ...oneOf, ...unless]) footprint.looksAt(variable);
      return footprint;
    });
    this.#isApart = footprints.map((one) => footprints.map((other) => one.isApartFrom(other)));
  }

  /** Takes a state at hand, whose actions are then asked for in their order. */
  enter(state: number): void {
    const graph = this.#graph;
    const via = graph.via.at(state);
    this.#by = via < this.#since ? -1 : graph.action.at(via);
    if (this.#by < 0) return;
    this.#aside = graph.first.at(graph.parent.at(state));
    this.#end = graph.first.at(graph.parent.at(state) + 1);
  }

  look(action: number): Known {
    if (this.#by < 0 || !this.#isApart[action]?.[this.#by]) return 'nothing';
    const graph = this.#graph;
    while (this.#aside < this.#end && graph.action.at(this.#aside) < action) this.#aside++;
    const aside = this.#aside;
    if (aside === this.#end || graph.action.at(aside) !== action) return 'cannot be done';
    const corner = graph.to.at(aside);
    if (aside < this.#since || corner < 0 || corner + 1 >= graph.first.length) return 'nothing';
    if (this.#faulty.size > 0 && this.#faulty.has(aside)) return 'nothing';
    const edge = graph.edgeOf(corner, this.#by);
    if (edge < this.#since || graph.to.at(edge) < 0) return 'nothing';
    this.to = graph.to.at(edge);
    this.result = graph.result.at(aside);
    return 'edge';
  }
}
