import { type DesignName, designOf, type Op } from '../iommufd/index.ts';
import {
  judge,
  keepLedgers,
  kernelLog,
  type Ledger,
  type LogLine,
  type Run,
  run,
  type Verdict,
} from '../trace/index.ts';

/** Everything that follows from the operations and the design: run once, looked at from many places. */
export interface Session {
  readonly run: Run;
  readonly ledgers: readonly Ledger[];
  readonly verdict: Verdict;
  readonly log: readonly LogLine[];
}

const sessions = new WeakMap<readonly Op[], Map<DesignName, Session>>();

/** The session of these operations in a design. Going back to one that was run before costs nothing. */
export function sessionOf(ops: readonly Op[], design: DesignName): Session {
  const known = sessions.get(ops) ?? new Map<DesignName, Session>();
  sessions.set(ops, known);
  const found = known.get(design);
  if (found) return found;
  const ran = run(ops, designOf(design));
  const ledgers = keepLedgers(ran);
  const session = { run: ran, ledgers, verdict: judge(ran, ledgers), log: kernelLog(ran) };
  known.set(design, session);
  return session;
}
