import { type Ledger, NO_LEDGER, notTaken, type Row, type Run, type Skipped } from '../trace/index.ts';
import { type Binding, bindingOf, endsOf, holderOf } from './binding.ts';
import { type Change, changesOf, type Touch } from './changes.ts';
import type { Key } from './keys.ts';
import { pinningOf } from './pinning.ts';
import type { Scene } from './scene.ts';
import { type Counts, countsOf, type Status, statusOf } from './status.ts';
import { arcId } from './union.ts';

/** One counted reference on a node. Without a row it is a hollow one: a count that nobody explains. */
export interface Pip {
  readonly row: Row | null;
  /** Node of the holder; null where it is none, as the process is. */
  readonly holder: Key | null;
}

/** What a node shows after a step. */
export interface NodePicture extends Counts {
  readonly key: Key;
  readonly status: Status;
  /** On a cycle that nothing can reach any more. */
  readonly pinned: boolean;
  /** Out of everybody's reach, whether on the cycle or behind it. */
  readonly stranded: boolean;
  readonly pips: readonly Pip[];
  readonly touch: Touch | null;
}

/** What an edge shows after a step. */
export interface EdgePicture {
  readonly id: string;
  readonly status: 'none' | 'held' | 'uncounted';
  readonly change: Change | null;
  /** Place along the cycle, from 1; null off any cycle. */
  readonly cycle: number | null;
  readonly pinned: boolean;
  readonly row: Row | null;
  /** Of a reference that is not taken, that it is not, and what is where its pointer would be; else empty. */
  readonly notTaken: string;
}

/** A cycle of references in the picture. */
export interface Cycle {
  readonly nodes: readonly Key[];
  readonly edges: readonly string[];
  readonly pinned: boolean;
}

/** What there is to see after one step. Nodes and edges stand in the order of the scene's. */
export interface Picture {
  readonly nodes: readonly NodePicture[];
  readonly edges: readonly EdgePicture[];
  readonly cycles: readonly Cycle[];
}

const NO_COUNTS: Counts = { id: null, users: null, wait: null, file: null };

/** Beyond it pips say nothing; a saturated count has some three thousand million. */
const MAX_HOLLOW = 12;

function byArc<R extends Row>(rows: readonly R[], binding: Binding): ReadonlyMap<string, R> {
  const found = new Map<string, R>();
  for (const row of rows) {
    const ends = endsOf(row, binding);
    if (ends) found.set(arcId(ends.from, ends.to, row.ref.role), row);
  }
  return found;
}

function pipsByNode(rows: readonly Row[], binding: Binding): ReadonlyMap<Key, Pip[]> {
  const found = new Map<Key, Pip[]>();
  for (const row of rows) {
    const key = binding.keys[row.of];
    if (!key || (row.count !== 'users' && row.count !== 'count')) continue;
    const pip = { row, holder: holderOf(row, binding) ?? null };
    const list = found.get(key);
    if (list) list.push(pip);
    else found.set(key, [pip]);
  }
  return found;
}

/** The picture of a scene that was last asked for. */
const latest = new WeakMap<
  Scene,
  {
    readonly run: Run;
    readonly ledgers: readonly Ledger[];
    readonly frame: number;
    readonly picture: Picture;
  }
>();

/** What there is to see of a scene after a frame of one of its runs. */
export function pictureAt(scene: Scene, run: Run, ledgers: readonly Ledger[], frame: number): Picture {
  const last = latest.get(scene);
  if (last?.run === run && last.ledgers === ledgers && last.frame === frame) return last.picture;
  const picture = draw(scene, run, ledgers, frame);
  latest.set(scene, { run, ledgers, frame, picture });
  return picture;
}

function draw(scene: Scene, run: Run, ledgers: readonly Ledger[], frame: number): Picture {
  const binding = bindingOf(run);
  const { state, step } = run.frames[frame] ?? { state: [], step: null };
  const ledger = ledgers[frame] ?? NO_LEDGER;
  const changes = changesOf(step, ledgers[frame - 1], ledger, binding);
  const held = byArc(ledger.rows, binding);
  const uncounted = byArc<Skipped>(ledger.uncounted, binding);
  const pips = pipsByNode(ledger.rows, binding);
  const open = new Set(
    ledger.rows.flatMap((row) => (row.ref.role === 'fd' ? [binding.fds.get(row.since)] : [])),
  );
  const contexts = new Set(scene.nodes.flatMap(({ key, kind }) => (kind === 'ictx' ? [key] : [])));
  const { cycles: found, reached } = pinningOf(state, ledger);
  const cycles = found.map(({ holds, pinned }): Cycle => {
    const ends = holds.flatMap(({ row }) => {
      const both = row && endsOf(row, binding);
      return both ? [{ ...both, id: arcId(both.from, both.to, row.ref.role) }] : [];
    });
    // Told from the context, which everything else hangs on.
    const top = Math.max(
      ends.findIndex(({ from }) => contexts.has(from)),
      0,
    );
    const told = [...ends.slice(top), ...ends.slice(0, top)];
    return { nodes: told.map(({ from }) => from), edges: told.map(({ id }) => id), pinned };
  });
  const numbers = new Map<string, number>();
  for (const { edges } of cycles)
    for (const [i, id] of edges.entries()) if (!numbers.has(id)) numbers.set(id, i + 1);
  const pinnedNodes = new Set(cycles.flatMap(({ nodes, pinned }) => (pinned ? nodes : [])));
  const pinnedEdges = new Set(cycles.flatMap(({ edges, pinned }) => (pinned ? edges : [])));

  const nodes = scene.nodes.map(({ key, kind }): NodePicture => {
    const cells = binding.cells.get(key);
    const status = cells ? statusOf(state, frame, cells, open.has(key)) : 'future';
    const address = cells?.self ?? cells?.file ?? null;
    const lives = status === 'alive' || status === 'new';
    const counts = cells && status !== 'future' ? countsOf(state, cells) : NO_COUNTS;
    const rows = pips.get(key) ?? [];
    const hollow =
      status === 'freed' ? 0 : Math.min((counts.users ?? counts.file ?? 0) - rows.length, MAX_HOLLOW);
    return {
      key,
      status,
      ...counts,
      pinned: pinnedNodes.has(key),
      stranded: lives && kind !== 'fd' && address !== null && !reached.has(address),
      pips: hollow > 0 ? [...rows, ...Array<Pip>(hollow).fill({ row: null, holder: null })] : rows,
      touch: changes.nodes.get(key) ?? null,
    };
  });
  const edges = scene.edges.map(({ id }): EdgePicture => {
    const skipped = held.has(id) ? undefined : uncounted.get(id);
    const row = held.get(id) ?? skipped ?? null;
    const status = held.has(id) ? 'held' : skipped ? 'uncounted' : 'none';
    return {
      id,
      status,
      change: changes.arcs.get(id) ?? null,
      cycle: status === 'held' ? (numbers.get(id) ?? null) : null,
      pinned: pinnedEdges.has(id),
      row,
      notTaken: skipped ? notTaken(skipped) : '',
    };
  });
  return { nodes, edges, cycles };
}
