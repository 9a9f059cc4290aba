import type { Scenario } from '../../scenario/index.ts';
import { judge, keepLedgers, type VerdictName } from '../../trace/index.ts';
import { libraryRuns, type Ran } from './ran.ts';
import type { Report, Trouble } from './report.ts';

/** What the emulator calls a trouble that a kernel reports. */
const FINDINGS: Readonly<Record<Trouble, readonly VerdictName[]>> = {
  WARNING: ['WARN', 'NO PROGRESS', 'BAD PUT'],
  'use after free': ['UAF'],
  'hung task': ['HANG'],
  'bad pointer': ['UAF', 'BAD PUT'],
  'memory error': ['UAF', 'BAD PUT'],
  // No law of the emulator stands for these.
  'kernel BUG': [],
  'UBSAN report': [],
  'call trace': ['UAF', 'BAD PUT', 'HANG', 'NO PROGRESS', 'WARN'],
};

/** A scenario that comes to what a report says. */
export interface Reported {
  readonly scenario: Scenario;
  readonly because: string;
}

/** The scenario at the operation that comes to such a finding in the function that is named. */
function comesTo({ scenario, run }: Ran, { named, trouble }: Report): Reported | undefined {
  const finding = judge(run, keepLedgers(run)).findings.find(
    ({ name, frame, because }) =>
      FINDINGS[trouble].includes(name) &&
      (run.frames[frame]?.step?.stack.at(-1) === named || because.includes(` at ${named}`)),
  );
  if (!finding) return undefined;
  const { op = 0 } = run.frames[finding.frame] ?? {};
  return {
    scenario: { ...scenario, cursor: { op: op + 1, step: 0 } },
    because: `${finding.name}: ${finding.because}`,
  };
}

/** More than anybody tries. */
const MOST = 8;

/** Looks for scenarios of the library that come to what a report says, each in one design. Yields after each run. */
export function* comingTo(report: Report): Generator<undefined, readonly Reported[]> {
  const found = new Map<string, Reported>();
  for (const ran of libraryRuns()) {
    const { title } = ran.scenario;
    const one = found.has(title) ? undefined : comesTo(ran, report);
    if (one) found.set(title, one);
    if (found.size === MOST) break;
    yield;
  }
  return [...found.values()];
}
