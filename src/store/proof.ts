import type { Stored } from '../explorer/index.ts';
import { EXIT, endsProcess, type Op } from '../iommufd/index.ts';
import { Asking } from './asking.ts';
import type { Place, Proof, State } from './state.ts';
import type { Store } from './store.ts';

/** Memory that the page lets a question have. */
const BYTES = 256 * 2 ** 20;

/** What is explored without being asked. */
export const MOST: Stored = { states: 100_000, bytes: BYTES };

/** Where a race stops. */
export const MOST_OF_RACE: Stored = { states: 200_000, bytes: BYTES };

/** Where a search from an empty context stops; the command line goes further. */
export const MOST_OF_SEARCH: Stored = { states: 60_000, bytes: BYTES };

/** Where the explorer begins: in the middle of an operation, once that returns. */
export function placeIn({ document: { ops, design, cursor } }: Pick<State, 'document'>): Place {
  return { ops, design, count: cursor.op + (cursor.step > 0 ? 1 : 0) };
}

const isSame = (a: Place, b: Place) => a.ops === b.ops && a.design === b.design && a.count === b.count;

/** The operations before a place. */
export function opsBefore({ ops, count }: Place): readonly Op[] {
  const before = ops.slice(0, count);
  const last = ops.at(-1);
  return count > ops.length && !(last && endsProcess(last)) ? [...before, EXIT] : before;
}

/** Milliseconds for which an answer may take without the page saying that it waits for one. */
const PATIENCE = 150;

/** Asks after each edit and each step over an operation what can still happen. Returns how to stop. */
export function connectExplorer(store: Store): () => void {
  const asking = new Asking();
  const known = new WeakMap<readonly Op[], Map<string, Proof>>();
  let asked: Place | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const show = (proof: Proof): void => {
    clearTimeout(waiting);
    store.setState({ proof });
  };
  const look = (): void => {
    const of = placeIn(store.getState());
    if (asked && isSame(asked, of)) return;
    asked = of;
    clearTimeout(waiting);
    const key = `${of.design} ${of.count}`;
    const proofs = known.get(of.ops) ?? new Map<string, Proof>();
    known.set(of.ops, proofs);
    const before = proofs.get(key);
    if (before) {
      asking.stop();
      show(before);
      return;
    }
    const begun: Proof = {
      of,
      states: 0,
      conclusion: null,
      ops: [],
      milliseconds: 0,
      notAsked: '',
      problem: '',
    };
    waiting = setTimeout(show, PATIENCE, begun);
    asking.ask(
      {
        kind: 'orders',
        ops: opsBefore(of),
        designs: [of.design],
        explains: false,
        lawStates: 0,
        most: MOST,
      },
      (answer) => {
        if (answer.kind === 'progress') show({ ...begun, states: answer.states });
        if (answer.kind !== 'conclusion' && answer.kind !== 'not asked') return;
        const proof: Proof =
          answer.kind === 'conclusion'
            ? { ...begun, ...answer, states: answer.conclusion.states }
            : { ...begun, notAsked: answer.because };
        proofs.set(key, proof);
        show(proof);
      },
      (problem) => show({ ...begun, problem }),
    );
  };
  const stop = store.subscribe(look);
  look();
  return () => {
    stop();
    clearTimeout(waiting);
    asking.stop();
  };
}
