import type { Snapshot } from '../../machine/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { holds, keepLedgers, type Ledger } from '../../trace/index.ts';
import { libraryRuns, type Ran } from './ran.ts';
import type { Arrow } from './sketches/arrows.ts';
import { isSame, type Relation, relationOf, type Thing } from './sketches/relation.ts';

/** What people call kinds of objects, where that is not the name of the kind. */
const KINDS: Readonly<Record<string, string>> = {
  ctx: 'ictx',
  file: 'ictx',
  'ctx file': 'ictx',
  'context file': 'ictx',
  context: 'ictx',
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

/** What a name in a drawing stands for: names of one kind and one ID, such as `ictx` and `context file`, are one thing. */
function thingOf(name: string): Thing {
  const [, id = ''] = /\s(\d+)$/.exec(name) ?? [];
  const kind = kindOf(name);
  return { key: `${kind} ${id}`, kind };
}

function wantedOf(arrows: readonly Arrow[]): Relation {
  return relationOf(arrows.map(({ from, to }) => [thingOf(from), thingOf(to)] as const));
}

/** What is held after an operation among things of some kinds. A context and its file are one thing. */
function heldAt(state: Snapshot, ledger: Ledger, kinds: ReadonlySet<string>): Relation {
  const thing = (address: number): Thing => {
    const cell = state[address] as {
      readonly kind: string;
      readonly fops?: string;
      readonly private?: number;
    };
    const isContextFile = cell.kind === 'file' && cell.fops === 'iommufd';
    const kind = isContextFile || cell.kind === 'ctx' ? 'ictx' : cell.kind;
    return { key: `${isContextFile ? cell.private : address}`, kind };
  };
  const all = holds(state, ledger).map(({ holder, held }) => [thing(holder), thing(held)] as const);
  return relationOf(all.filter((ends) => ends.every(({ kind }) => kinds.has(kind))));
}

/** The scenario after the first operation at which the references among the kinds drawn are those drawn. */
function heldIn({ scenario, run }: Ran, wanted: Relation): Scenario | undefined {
  const kinds = new Set(wanted.kinds.values());
  const ledgers = keepLedgers(run);
  const at = run.ops.findIndex(({ last }) => {
    const [state, ledger] = [run.frames[last]?.state, ledgers[last]];
    return state && ledger && isSame(heldAt(state, ledger, kinds), wanted);
  });
  return at < 0 ? undefined : { ...scenario, cursor: { op: at + 1, step: 0 } };
}

/**
 * Looks for a scenario of the library, in the design and at the step where all that is drawn is held, and nothing more
 * among things of the kinds that are drawn: a fix is not shown by the design that leaks. Yields after each run; returns
 * what it found.
 */
export function* suggesting(
  arrows: readonly Arrow[],
  runs: Iterable<Ran> = libraryRuns(),
): Generator<undefined, Scenario | undefined> {
  const wanted = wantedOf(arrows);
  if (wanted.links.size === 0) return undefined;
  for (const ran of runs) {
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
