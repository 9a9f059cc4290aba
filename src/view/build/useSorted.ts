import { useEffect, useState } from 'react';
import { isOffered, OP_NAMES, type OpName, proposeRefused, type Session } from '../../store/index.ts';

/** Every operation: what is taken here, what is refused, and what cannot even be said. */
interface Sorted {
  readonly possible: readonly OpName[];
  readonly refused: readonly OpName[];
  readonly unsaid: readonly OpName[];
}

/** Milliseconds of trying before the page has its turn. */
const TURN = 8;

/** Sorts the operations that can be added at a place. The answer of before stands until the next is whole. */
export function useSorted(session: Session, at: number): Sorted {
  const [sorted, setSorted] = useState<Sorted>({ possible: [], refused: [], unsaid: [] });
  useEffect(() => {
    const found = { possible: [] as OpName[], refused: [] as OpName[], unsaid: [] as OpName[] };
    const left = OP_NAMES.values();
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const turn = () => {
      const end = performance.now() + TURN;
      for (let next = left.next(); !next.done; next = left.next()) {
        const name = next.value;
        const place = isOffered(session, at, name)
          ? 'possible'
          : proposeRefused(session, at, name)
            ? 'refused'
            : 'unsaid';
        found[place].push(name);
        if (performance.now() < end) continue;
        waiting = setTimeout(turn);
        return;
      }
      setSorted(found);
    };
    turn();
    return () => clearTimeout(waiting);
  }, [session, at]);
  return sorted;
}
