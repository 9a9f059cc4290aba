import { type DesignName, designOf, type Op } from '../iommufd/index.ts';
import {
  judge,
  keepLedgers,
  kernelLog,
  type Ledger,
  type LogLine,
  type Run,
  run,
  runInParts,
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
  const session = new Ran(run(ops, designOf(design)));
  known.set(design, session);
  return session;
}

/** Makes the session of these operations in a design part by part, with what is read off its run. */
export function* prepare(
  ops: readonly Op[],
  design: DesignName,
  isJudged: boolean,
): Generator<undefined, void> {
  const known = sessions.get(ops) ?? new Map<DesignName, Session>();
  sessions.set(ops, known);
  if (!known.has(design)) {
    const ran = yield* runInParts(ops, designOf(design));
    known.set(design, new Ran(ran));
  }
  const session = known.get(design) as Session;
  for (const part of isJudged ? (['ledgers', 'verdict', 'log'] as const) : []) {
    yield;
    session[part];
  }
}

/** A design that is only laid out is run and not judged. */
class Ran implements Session {
  readonly run: Run;
  #ledgers: readonly Ledger[] | undefined;
  #verdict: Verdict | undefined;
  #log: readonly LogLine[] | undefined;

  constructor(run: Run) {
    this.run = run;
  }

  get ledgers(): readonly Ledger[] {
    this.#ledgers ??= keepLedgers(this.run);
    return this.#ledgers;
  }

  get verdict(): Verdict {
    this.#verdict ??= judge(this.run, this.ledgers);
    return this.#verdict;
  }

  get log(): readonly LogLine[] {
    this.#log ??= kernelLog(this.run);
    return this.#log;
  }
}
