import { endsProcess, type Op } from '../iommufd/index.ts';
import { Asking } from './asking.ts';
import type { Place, Proof, State } from './state.ts';
import type { Store } from './store.ts';

/** States that are explored without being asked. */
export const MOST_STATES = 100_000;

const EXIT: Op = { name: 'exit', operands: {}, labels: [] };

function placeIn({ document: { ops, design, cursor } }: State): Place {
  return { ops, design, count: cursor.op };
}

const isSame = (a: Place, b: Place) => a.ops === b.ops && a.design === b.design && a.count === b.count;

/** The operations before a place. */
export function opsBefore({ ops, count }: Place): readonly Op[] {
  const before = ops.slice(0, count);
  const last = ops.at(-1);
  return count > ops.length && !(last && endsProcess(last)) ? [...before, EXIT] : before;
}

/** Asks after each edit and each step over an operation what can still happen. Returns how to stop. */
export function connectExplorer(store: Store): () => void {
  const asking = new Asking();
  const known = new WeakMap<readonly Op[], Map<string, Proof>>();
  const look = (): void => {
    const of = placeIn(store.getState());
    const now = store.getState().proof;
    if (now && isSame(now.of, of)) return;
    const key = `${of.design} ${of.count}`;
    const proofs = known.get(of.ops) ?? new Map<string, Proof>();
    known.set(of.ops, proofs);
    const before = proofs.get(key);
    if (before) {
      asking.stop();
      store.setState({ proof: before });
      return;
    }
    const begun: Proof = { of, states: 0, conclusion: null, ops: [], milliseconds: 0, problem: '' };
    store.setState({ proof: begun });
    asking.ask(
      { ops: opsBefore(of), designs: [of.design], cuts: false, states: MOST_STATES },
      (answer) => {
        if (answer.kind !== 'progress' && answer.kind !== 'conclusion') return;
        const proof: Proof =
          answer.kind === 'progress'
            ? { ...begun, states: answer.states }
            : { ...begun, ...answer, states: answer.conclusion.states };
        if (proof.conclusion) proofs.set(key, proof);
        store.setState({ proof });
      },
      (problem) => store.setState({ proof: { ...begun, problem } }),
    );
  };
  const stop = store.subscribe(look);
  look();
  return () => {
    stop();
    asking.stop();
  };
}
