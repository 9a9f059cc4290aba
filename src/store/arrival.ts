import { type DesignName, MAIN_DESIGNS } from '../iommufd/index.ts';
import { encodeOps, type Scenario } from '../scenario/index.ts';
import { pictureAt, planScene } from '../scene/index.ts';
import { drained, frameAt } from '../trace/index.ts';
import { prepare, sessionOf } from './session.ts';

/** From so many operations on, what is shown is made ready in parts. */
const MANY = 100;

/** Runs what a document needs to be shown, and draws it. */
function* parts({ ops, design, beside = [], cursor }: Scenario): Generator<undefined, void> {
  const seen = new Set([design, ...beside]);
  const laidOut = designsLaidOut(design, beside);
  for (const name of laidOut) yield* prepare(ops, name, seen.has(name));
  const scene = yield* planScene(laidOut.map((name) => sessionOf(ops, name).run));
  yield;
  const { run, ledgers } = sessionOf(ops, design);
  pictureAt(scene, run, ledgers, frameAt(run, cursor));
  yield;
  encodeOps(ops);
}

/** The designs that a drawing is laid out for, so that a flip between them moves nothing. */
export function designsLaidOut(design: DesignName, beside: readonly DesignName[]): readonly DesignName[] {
  return [...new Set([...MAIN_DESIGNS, design, ...beside])];
}

/**
 * Lets documents arrive. A large one is made ready in parts, between which the page goes on living; what was shown stays
 * until then.
 */
export class Arrival {
  #coming: { readonly parts: Generator<undefined, void>; arrive(): void } | null = null;

  /** Calls `arrive` once the document is ready: at once if it is small. What was still to come before is dropped. */
  of(document: Scenario, arrive: () => void): void {
    this.drop();
    if (document.ops.length < MANY) {
      arrive();
      return;
    }
    const coming = { parts: parts(document), arrive };
    this.#coming = coming;
    const turn = () => {
      if (this.#coming !== coming) return;
      if (coming.parts.next().done) this.settle();
      else setTimeout(turn);
    };
    setTimeout(turn);
  }

  /** Gives up what is to come. */
  drop(): void {
    this.#coming = null;
  }

  /** Makes what is to come be there now. */
  settle(): void {
    const coming = this.#coming;
    this.#coming = null;
    if (!coming) return;
    drained(coming.parts);
    coming.arrive();
  }
}
