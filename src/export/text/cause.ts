import { entries, type File, type Step } from '../../machine/index.ts';
import { findCycles, holds, type Ledger, NO_LEDGER, type Row } from '../../trace/index.ts';
import type { Moment } from '../picture/moment.ts';
import type { Judged } from './judged.ts';

type Address = Row['of'];

/** What a verdict is about. */
export interface Cause {
  /** The cells whose counts it follows from. */
  readonly cells: ReadonlySet<Address>;
  /** Frames at which what makes it so was taken, or was not. */
  readonly since: readonly number[];
}

/** Every object starts with these: they explain nothing. */
const isPlain = ({ ref }: Row) => ref.role === 'xarray' || ref.role === 'bias';

/** The cells and frames that the headline of a run follows from. */
export function causeOf({ run, ledgers, verdict }: Judged): Cause {
  const { name, frame } = verdict.headline;
  const { step, state = [] } = run.frames[frame] ?? {};
  const files = [...entries(state)].flatMap(([at, cell]) =>
    cell.kind === 'file' && (cell as File).fops === 'iommufd' ? [at] : [],
  );
  if (name === 'FREED' || name === 'ALIVE' || !step) return { cells: new Set(files), since: [] };
  if (name === 'LEAK') {
    const end = run.frames.at(-1)?.state ?? state;
    const kept = files.filter((at) => (end[at] as File).count > 0);
    return leakOf(state, ledgers[frame] ?? NO_LEDGER, new Set(kept));
  }
  const before = ledgers[frame - 1] ?? NO_LEDGER;
  if (name === 'NO PROGRESS') return leftoverOf(before, isGone(state));
  const cells = cellsOf(run, frame);
  if (step.effect.do === 'blocked') return { cells, since: takenBy(run.frames.slice(0, frame), step) };
  // A sleep is over when wait_cnt is 0: what counts in users alone does not keep it.
  const isCause = (row: Row) => !isPlain(row) && (step.effect.do !== 'sleep' || row.count === 'wait');
  const held = before.rows.filter((row) => cells.has(row.of) && isCause(row));
  // What a bad pointer should have led to was not taken by the cell that has the pointer.
  const isSkipped = ({ of, ref }: Row) => cells.has(of) || (step.effect.do === 'oops' && cells.has(ref.by));
  const skipped = step.effect.do === 'sleep' ? [] : before.uncounted.filter(isSkipped);
  return { cells, since: [...held, ...skipped].map(({ since }) => since) };
}

type State = Moment['run']['frames'][number]['state'];

const isGone = (state: State) => (at: Address) => state[at]?.freed ?? true;

/** The references around the cycle that keeps a file; where there is no cycle, those on the file. */
function leakOf(state: State, ledger: Ledger, cells: ReadonlySet<Address>): Cause {
  const cycles = findCycles(holds(state, ledger)).filter((one) => one.some(({ held }) => cells.has(held)));
  const rows = cycles.flat().flatMap(({ row }) => (row && !isPlain(row) ? [row] : []));
  const found = rows.length > 0 ? rows : ledger.rows.filter(({ of }) => cells.has(of));
  return { cells, since: found.map(({ since }) => since) };
}

/** What a release could not destroy, by the references that nothing it left behind has. */
function leftoverOf(ledger: Ledger, isFreed: (at: Address) => boolean): Cause {
  const kept = ledger.rows.filter((row) => !isPlain(row) && row.count === 'users' && !isFreed(row.of));
  const held = new Set(kept.map(({ of }) => of));
  const first = kept.filter(({ ref }) => !held.has(ref.by));
  const found = first.length > 0 ? first : kept;
  return { cells: new Set(found.map(({ of }) => of)), since: found.map(({ since }) => since) };
}

/** The frame at which the lock was taken that a step waits for. */
function takenBy(frames: Moment['run']['frames'], { effect }: Step): readonly number[] {
  if (effect.do !== 'blocked') return [];
  const frame = frames.findLastIndex(
    ({ step }) =>
      step?.effect.do === 'lock' && step.effect.lock === effect.lock && step.effect.of === effect.of,
  );
  return frame < 0 ? [] : [frame];
}

/** The cells that a fault is about: what was touched, or what the step or the last one of its task counts. */
export function cellsOf({ frames }: Moment['run'], frame: number): ReadonlySet<Address> {
  const { step, state = [] } = frames[frame] ?? {};
  if (!step) return new Set();
  const touched = step.touched.map(({ of }) => of);
  const counts = ({ effect }: Step) =>
    effect.do === 'count' || effect.do === 'free' || effect.do === 'sleep' || effect.do === 'blocked';
  const last = frames.slice(0, frame + 1).findLast((one) => one.step?.task === step.task && counts(one.step))
    ?.step?.effect;
  const counted = last && 'of' in last ? [last.of] : [];
  const cells = touched.length > 0 ? touched : counted;
  // The count of a context is that of its file.
  const files = cells.map((at) => {
    const cell = state[at];
    return cell?.kind === 'ctx' && 'file' in cell ? (cell.file as Address) : at;
  });
  return new Set([...cells, ...files]);
}
