import { Growing } from './growing.ts';

/** From one state to another, or to itself where a call is refused. */
export interface Edges {
  /** By state, where its edges begin; one more entry ends the last. */
  readonly first: Int32Array;
  /** Of a state's edges each has a greater one than that before it. */
  readonly action: Uint16Array;
  /** LOST where nothing sensible can follow: freed memory was used, or the process waits for ever. */
  readonly to: Int32Array;
  /** Index of the outcome in `results`. */
  readonly result: Uint16Array;
}

export const LOST = -1;

const signed = (length: number) => new Int32Array(length);
const small = (length: number) => new Uint16Array(length);

/** States and edges by number, in the order they were met, as flat arrays. */
export class StateGraph {
  readonly first = new Growing(signed);
  readonly action = new Growing(small);
  readonly to = new Growing(signed);
  readonly result = new Growing(small);
  /** By state, the edge on which it was met first, and the state that this edge leaves; -1 for the start. */
  readonly via = new Growing(signed);
  readonly parent = new Growing(signed);

  constructor() {
    this.via.push(-1);
    this.parent.push(-1);
    this.first.push(0);
  }

  /** What there is now, to look at. */
  get edges(): Edges {
    return {
      first: this.first.numbers,
      action: this.action.numbers,
      to: this.to.numbers,
      result: this.result.numbers,
    };
  }

  get bytes(): number {
    const { first, action, to, result, via, parent } = this;
    return [first, action, to, result, via, parent].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** One more edge of the state whose edges are not closed so far. */
  add(action: number, to: number, result: number): void {
    this.action.push(action);
    this.to.push(to);
    this.result.push(result);
  }

  /** The edge of an action in a state, or -1. */
  edgeOf(state: number, action: number): number {
    const end = this.first.at(state + 1);
    for (let edge = this.first.at(state); edge < end; edge++)
      if (this.action.at(edge) === action) return edge;
    return -1;
  }
}
