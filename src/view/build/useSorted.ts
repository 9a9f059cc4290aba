import { useEffect, useMemo, useState } from 'react';
import { isOffered, OP_NAMES, type OpName, proposeRefused, type Session } from '../../store/index.ts';
import { drained } from '../../trace/index.ts';

/** Every operation: what is taken here, what is refused, and what cannot even be said. */
interface Sorted {
  readonly possible: readonly OpName[];
  readonly refused: readonly OpName[];
  readonly unsaid: readonly OpName[];
}

/** With whether it is still that of another place, because the one of this place is being worked out. */
interface Shown extends Sorted {
  readonly isOld: boolean;
}

/** From so many operations on it takes longer than a frame. */
const MANY = 100;

const NOTHING: Sorted = { possible: [], refused: [], unsaid: [] };

/** Sorts the operations that can be added at a place, one after the other. */
function* sorting(session: Session, at: number): Generator<undefined, Sorted> {
  const possible: OpName[] = [];
  const refused: OpName[] = [];
  const unsaid: OpName[] = [];
  for (const name of OP_NAMES) {
    if (isOffered(session, at, name)) possible.push(name);
    else if (proposeRefused(session, at, name)) refused.push(name);
    else unsaid.push(name);
    yield;
  }
  return { possible, refused, unsaid };
}

/** The operations that can be added at a place. In a long scenario the answer of before stands until the next is whole. */
export function useSorted(session: Session, at: number): Shown {
  const isLong = session.run.ops.length >= MANY;
  const short = useMemo(() => (isLong ? null : drained(sorting(session, at))), [isLong, session, at]);
  const [long, setLong] = useState<{ sorted: Sorted; session?: Session; at?: number }>({ sorted: NOTHING });
  useEffect(() => {
    if (!isLong) return;
    const parts = sorting(session, at);
    const turn = () => {
      const next = parts.next();
      if (next.done) setLong({ sorted: next.value, session, at });
      else waiting = setTimeout(turn);
    };
    let waiting = setTimeout(turn);
    return () => clearTimeout(waiting);
  }, [isLong, session, at]);
  const isOld = short === null && (long.session !== session || long.at !== at);
  return { ...(short ?? long.sorted), isOld };
}
