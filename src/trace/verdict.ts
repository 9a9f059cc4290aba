import type { File, Snapshot } from '../machine/index.ts';
import { type Cycle, findCycles } from './cycle.ts';
import { type Hold, holds, reachable } from './holds.ts';
import type { Ledger } from './ledger.ts';
import { nameOf } from './names.ts';
import type { OpRun, Run } from './run.ts';

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
function stranded(state: Snapshot, ledger: Ledger): readonly number[] {
  const files = state.flatMap((cell, address) => {
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

function leakReason(state: Snapshot, ledger: Ledger, file: number): string {
  const pins = ({ held }: Hold) => held === file;
  const cycle = findCycles(holds(state, ledger)).find((one) => one.some(pins));
  const pin = cycle?.find(pins);
  const count = (state[file] as File).count;
  if (!cycle || !pin) return `the ${nameOf(state, file)} keeps a count of ${count} that nobody will put`;
  const { holder } = pin;
  return `${nameOf(state, holder)} pins the ctx file, and only the release of that file would destroy it: ${chainOf(state, cycle)}`;
}

/** The last frame that moved a file's count: what was under way when it became unreachable has been done by then. */
function lastChange(run: Run, file: number): number {
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
    return { name: 'LEAK', frame, because: leakReason(state, ledgers[frame] as Ledger, file) };
  });
}

function faults(run: Run): Finding[] {
  return run.frames.flatMap(({ step, state }, frame): Finding[] => {
    if (!step) return [];
    const { effect, stack, touched } = step;
    const where = stack.at(-1) ?? 'the system call';
    const found: Finding[] = [];
    const freed = touched[0];
    if (freed !== undefined)
      found.push({ name: 'UAF', frame, because: `${where} touches ${nameOf(state, freed)}, which is freed` });
    if (effect.do === 'oops')
      found.push({ name: 'BAD PUT', frame, because: `${where} follows a bad pointer: ${effect.lines[0]}` });
    if (effect.do === 'sleep' && state[effect.of]?.kind !== 'task')
      found.push({
        name: 'HANG',
        frame,
        because: `${where} waits ${effect.ms / 1000} s for ${nameOf(state, effect.of)}`,
      });
    if (effect.do === 'blocked')
      found.push({
        name: 'HANG',
        frame,
        because: `${where} waits for ${effect.lock}, which nobody will give up`,
      });
    if (effect.do === 'log') found.push(warned(effect.lines, where, frame));
    return found;
  });
}

function warned(lines: readonly string[], where: string, frame: number): Finding {
  const text = lines[0] ?? '';
  if (where === 'iommufd_fops_release')
    return {
      name: 'NO PROGRESS',
      frame,
      because: 'a pass of the release found nothing with one user: what is left leaks',
    };
  if (/refcount_t|file reference/.test(text)) return { name: 'BAD PUT', frame, because: `${where}: ${text}` };
  return { name: 'WARN', frame, because: `${where}: ${text}` };
}

/** The frame at which the check failed that an operation's errno comes from. Null for an operation without one. */
function refusedAt({ frames }: Run, { op, outcome, first, last }: OpRun): number | null {
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
  const findings = [...faults(run), ...leaks(run, ledgers), ...refusals(run)].sort(
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
  return { name: 'FREED', frame, because: 'the context and every object were released' };
}
