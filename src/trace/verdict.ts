import { type Ctx, type HwQueue, isObject } from '../iommufd/index.ts';
import { type Address, type Cell, entries, type File, type Snapshot } from '../machine/index.ts';
import { type Fault, faultsOf } from './faults.ts';
import { type Cycle, findCycles } from './ledger/cycle.ts';
import { type Hold, holds, reachable } from './ledger/holds.ts';
import type { Ledger } from './ledger/ledger.ts';
import { nameOf, theName } from './names.ts';
import type { OpRun, Run } from './run/frame.ts';

/** From worst to best. REFUSED is no fault and never the headline; ALIVE is no end: a child still holds a context. */
export const VERDICTS = [
  'UAF',
  'BAD PUT',
  'HANG',
  'LEAK',
  'NO PROGRESS',
  'WARN',
  'REFUSED',
  'ALIVE',
  'FREED',
] as const;

export type VerdictName = (typeof VERDICTS)[number];

export interface Finding {
  readonly name: VerdictName;
  /** Frame that decided it. */
  readonly frame: number;
  readonly because: string;
}

export interface Verdict {
  readonly headline: Finding;
  /** Everything found, in the order in which it was decided. */
  readonly findings: readonly Finding[];
}

/** Context files that hold a count and that no task can reach any more. */
function stranded(state: Snapshot, ledger: Ledger): readonly Address[] {
  const files = [...entries(state)].flatMap(([address, cell]) => {
    const { kind, freed, fops, count } = cell as File;
    return kind === 'file' && !freed && fops === 'iommufd' && count > 0 ? [address] : [];
  });
  if (files.length === 0) return files;
  const alive = reachable(state, holds(state, ledger));
  return files.filter((address) => !alive.has(address));
}

/** The holders of a cycle in words, in the direction in which they hold. A ctx and its file are one link. */
function chainOf(state: Snapshot, cycle: Cycle): string {
  const links = cycle.filter(({ row }) => row !== null).map(({ holder }) => nameOf(state, holder));
  return [...links, links[0]].join(' → ');
}

function leakReason(state: Snapshot, ledger: Ledger, file: Address): string {
  const pins = ({ held }: Hold) => held === file;
  const edges = holds(state, ledger);
  const cycle = findCycles(edges).find((one) => one.some(pins));
  const count = (state[file] as File).count;
  if (!cycle) return `${theName(state, file)} keeps a count of ${count} that nobody will put`;
  const holders = [...new Set(edges.filter(pins).map(({ holder }) => theName(state, holder)))];
  const [verb, them] = holders.length === 1 ? ['pins', 'it'] : ['pin', 'them'];
  return `${list(holders)} ${verb} the context file, and only the release of that file would destroy ${them}: ${chainOf(state, cycle)}`;
}

/** What a leak comes to when everything else is over. */
function lossOf(state: Snapshot, file: Address): string {
  const ictx = (state[file] as File).private;
  const lost = [...entries(state)].filter(([, cell]) => isObject(cell) && !cell.freed && cell.home === ictx);
  const armed = lost.filter(([, cell]) => cell.kind === 'hw_queue' && (cell as HwQueue).driverReady);
  const objects = lost.length === 1 ? '1 object' : `${lost.length} objects`;
  const reading = armed.map(([address]) => nameOf(state, address));
  const reads = reading.length === 1 ? 'still reads' : 'still read';
  const still = reading.length ? `; ${list(reading)} ${reads} memory` : '';
  return `${theName(state, file)} and ${objects} are leaked${still}`;
}

/** Names in a row of words: all of them, however many. */
function list(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The last frame that moved a file's count: what was under way when it became unreachable has been done by then. */
function lastChange(run: Run, file: Address): number {
  return run.frames.findLastIndex(({ step }) => step?.effect.do === 'count' && step.effect.of === file);
}

function leaks(run: Run, ledgers: readonly Ledger[]): Finding[] {
  const end = run.frames.length - 1;
  const at = (frame: number) => stranded(run.frames[frame]?.state ?? [], ledgers[frame] as Ledger);
  return at(end).map((file) => {
    // Once nobody can reach a file nobody ever will, so the first such frame is found by halving.
    let low = 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(middle).includes(file)) high = middle;
      else low = middle + 1;
    }
    const frame = Math.max(low, lastChange(run, file));
    const state = run.frames[frame]?.state ?? [];
    const why = leakReason(state, ledgers[frame] as Ledger, file);
    return { name: 'LEAK', frame, because: `${why}; ${lossOf(run.frames[end]?.state ?? [], file)}` };
  });
}

/** Whether something is an object with users left. */
export function hasUsers(cell: Cell | undefined): boolean {
  return cell !== undefined && isObject(cell) && cell.users > 0;
}

/** A fault and the frame that shows it. */
export type Met = Fault & { readonly frame: number };

/** Everything that goes wrong in a run up to a frame. */
export function faultsIn(
  run: Run,
  ledgers: readonly Ledger[],
  until: number = run.frames.length - 1,
): readonly Met[] {
  const { frames } = run;
  return frames.slice(0, until + 1).flatMap(({ step, state }, frame): Met[] => {
    if (!step) return [];
    const faults = faultsOf(step, {
      nameOf: (of) => theName(state, of),
      isTask: (of) => state[of]?.kind === 'task',
      isInUse: (of) => hasUsers(state[of]),
      isForever: ({ task }) => frames.findLast((one) => one.step?.task === task)?.step === step,
      // The ledger of before stands as long as nothing is entered.
      strayPut: () => (ledgers[frame] === ledgers[frame - 1] ? null : (ledgers[frame]?.stray ?? null)),
      leftBehind: () => leftBehind(run, frame),
    });
    return [...faults].map((fault) => ({ ...fault, frame }));
  });
}

/** What a release that gives up leaves in the xarray. */
function leftBehind({ frames }: Run, frame: number): string {
  const pass = frames.slice(0, frame).findLast(({ step }) => step?.effect.do === 'pass');
  const ictx = pass?.step?.effect.do === 'pass' ? pass.step.effect.of : 0;
  const state = frames[frame]?.state ?? [];
  const left = ((state[ictx] as Ctx | undefined)?.slots ?? []).filter((slot) => slot > 0);
  return `${list(left.map((of) => nameOf(state, of)))} ${left.length === 1 ? 'is' : 'are'} leaked`;
}

/** The frame at which the check failed that an operation's errno comes from. Null for an operation without one. */
export function refusedAt({ frames }: Run, { op, outcome, first, last }: OpRun): number | null {
  const { errno } = outcome;
  if (!errno) return null;
  // What a join returns was decided earlier, by another thread.
  const begin = op.name === 'join' ? 0 : first;
  return frames.findLastIndex(({ step }, frame) => {
    if (!step || frame <= begin || frame > last) return false;
    const { effect } = step;
    if (effect.do === 'refuse') return effect.errno === errno;
    return errno === 'EBUSY' && effect.do === 'count' && effect.op === 'dec_if_one' && !effect.ok;
  });
}

function refusals(run: Run): Finding[] {
  return run.ops.flatMap((one): Finding[] => {
    const frame = refusedAt(run, one);
    if (frame === null) return [];
    return [{ name: 'REFUSED', frame, because: `${one.op.name} returns ${one.outcome.errno}` }];
  });
}

/** What a run shows about its design, with the step that decided each point. */
export function judge(run: Run, ledgers: readonly Ledger[]): Verdict {
  const faults = faultsIn(run, ledgers).map(({ name, frame, because }) => ({ name, frame, because }));
  const findings: Finding[] = [...faults, ...leaks(run, ledgers), ...refusals(run)].sort(
    (a, b) => a.frame - b.frame,
  );
  const worst = VERDICTS.find((name) => name !== 'REFUSED' && findings.some((one) => one.name === name));
  const headline = findings.find((one) => one.name === worst) ?? freed(run);
  return { headline, findings };
}

function freed(run: Run): Finding {
  const end = run.frames.length - 1;
  if (run.frames[end]?.state.some((cell) => cell.kind === 'ctx' && !cell.freed))
    return { name: 'ALIVE', frame: end, because: 'a child of the process still holds a context' };
  const frame = run.frames.findLastIndex(
    ({ step }) => step?.effect.do === 'free' && step.effect.what === 'iommufd_ctx',
  );
  if (frame < 0) return { name: 'FREED', frame: end, because: 'no context was opened' };
  const several = (run.frames[end]?.state.filter(({ kind }) => kind === 'ctx').length ?? 0) > 1;
  const what = several ? 'the contexts' : 'the context';
  return { name: 'FREED', frame, because: `${what} and every object were released` };
}
