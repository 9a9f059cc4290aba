import { type Design, type DesignName, designOf, type Op } from '../iommufd/index.ts';
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

const sessions = new WeakMap<readonly Op[], Map<string, Session>>();

/**
 * The session of these operations in a design, or in what it would be without some references. Going back to one that
 * was run before costs nothing.
 */
export function sessionOf(
  ops: readonly Op[],
  design: DesignName,
  uncounted: Design['uncounted'] = [],
): Session {
  const known = sessions.get(ops) ?? new Map<string, Session>();
  sessions.set(ops, known);
  const key = [design, ...uncounted.map(({ role, by }) => `${role} ${by}`)].join();
  const found = known.get(key);
  if (found) return found;
  const ran = run(ops, { ...designOf(design), uncounted });
  const ledgers = keepLedgers(ran);
  const session = { run: ran, ledgers, verdict: judge(ran, ledgers), log: kernelLog(ran) };
  known.set(key, session);
  return session;
}
