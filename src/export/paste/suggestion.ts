import type { Scenario } from '../../scenario/index.ts';
import { type Hold, holds, keepLedgers } from '../../trace/index.ts';
import type { Arrow } from './arrows.ts';
import { libraryRuns, type Ran } from './ran.ts';

/** What people call kinds of objects, where that is not the name of the kind. */
const KINDS: Readonly<Record<string, string>> = {
  ctx: 'ictx',
  file: 'ictx',
  'ctx file': 'ictx',
  fd: 'task',
  hwpt: 'hwpt_paging',
  hwq: 'hw_queue',
  queue: 'hw_queue',
  vdev: 'vdevice',
  idev: 'device',
  dev: 'device',
};

/** The kind that a name in a drawing stands for, without its ID. */
function kindOf(name: string): string {
  const word = name
    .toLowerCase()
    .replace(/^(?:fd) .*/, 'fd')
    .replace(/\s+\d+$/, '')
    .replace(/^(?:the|an?) /, '');
  return KINDS[word] ?? word;
}

/** The references of some arrows by the kinds of their ends. */
function wantedOf(arrows: readonly Arrow[]): ReadonlySet<string> {
  return new Set(arrows.map(({ from, to }) => `${kindOf(from)} > ${kindOf(to)}`));
}

/** The holds that lie on a cycle: what they hold leads back to who holds it. */
function onCycles(found: readonly Hold[]): readonly Hold[] {
  return found.filter(({ holder, held }) => {
    const reached = new Set([held]);
    // A Set visits what is added while it is walked.
    for (const at of reached) for (const next of found) if (next.holder === at) reached.add(next.held);
    return reached.has(holder);
  });
}

/** The scenario at the first step where everything that is drawn is held, and no cycle beyond what is drawn. */
function heldIn({ scenario, run }: Ran, wanted: ReadonlySet<string>): Scenario | undefined {
  const ledgers = keepLedgers(run);
  for (const [i, { last }] of run.ops.entries()) {
    const state = run.frames[last]?.state ?? [];
    const ledger = ledgers[last];
    if (!ledger) continue;
    const name = (address: number) => {
      const cell = state[address] as { readonly kind: string; readonly fops?: string } | undefined;
      return cell?.kind === 'ctx' || (cell?.kind === 'file' && cell.fops === 'iommufd') ? 'ictx' : cell?.kind;
    };
    const said = ({ holder, held }: Hold) => `${name(holder)} > ${name(held)}`;
    const found = holds(state, ledger);
    const all = new Set(found.map(said));
    const isDrawn = (hold: Hold) => hold.row === null || wanted.has(said(hold));
    if ([...wanted].every((one) => all.has(one)) && onCycles(found).every(isDrawn))
      return { ...scenario, cursor: { op: i + 1, step: 0 } };
  }
  return undefined;
}

/**
 * Looks for a scenario of the library, in the design and at the step where all that is drawn is held, and nothing more
 * of a cycle: a fix is not shown by the design that leaks. Yields after each run; returns what it found.
 */
export function* suggesting(arrows: readonly Arrow[]): Generator<undefined, Scenario | undefined> {
  const wanted = wantedOf(arrows);
  for (const ran of libraryRuns()) {
    const found = heldIn(ran, wanted);
    if (found) return found;
    yield;
  }
  return undefined;
}

/** What a search comes to that may take as long as it takes. */
export function outcomeOf<T>(search: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}
