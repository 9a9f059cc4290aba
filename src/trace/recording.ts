import { type AnyObject, type Area, type Ctx, isObject } from '../iommufd/index.ts';
import {
  type Address,
  type Cell,
  EMPTY,
  type File,
  RESERVED,
  type Snapshot,
  type Step,
} from '../machine/index.ts';
import type { Frame, OpRun, Run } from './run/frame.ts';
import { missedIn } from './run/missed.ts';

/** A run in the shape in which runs of the real kernel were recorded. */
export interface Recording {
  readonly scenario: string;
  readonly design: string;
  readonly leaked_contexts: readonly number[];
  /** What was never freed, whether its context was or not. */
  readonly leaked_objects: readonly LeakedObject[];
  readonly ops: readonly RecordedOp[];
}

/** An object that outlives the run, by the serial number of its context. */
export interface LeakedObject {
  readonly context: number;
  readonly id: number;
  readonly type: string;
  readonly users: number;
}

export interface RecordedOp {
  readonly i: number;
  readonly op: string;
  readonly text: string;
  readonly implicit?: true;
  readonly ret: number | null;
  readonly errno: string | null;
  readonly out?: Readonly<Record<string, number>>;
  readonly unmapped?: number;
  /** False where the fault that the operation was to meet was never reached. */
  readonly injected?: false;
  readonly contexts: readonly RecordedContext[];
  readonly release?: Readonly<Record<string, RecordedRelease>>;
  readonly warns?: readonly string[];
  readonly slept_s?: number;
  /** The thread that this operation lets go on never came to its moment: a sentence. */
  readonly missed?: string;
  readonly steps?: readonly Step[];
}

interface RecordedContext {
  readonly file_count: number;
  readonly released: boolean;
  readonly objects: readonly object[];
  readonly tombstones: readonly number[];
}

interface RecordedRelease {
  passes: number;
  readonly order: { pass: number; id: number; type: string; via: 'release' | 'remove' }[];
  readonly skips: { pass: number; id: number; type: string; users: number }[];
}

const RELEASE = 'iommufd_fops_release';

function contexts(state: Snapshot): readonly Ctx[] {
  return state.filter((cell): cell is Ctx => cell.kind === 'ctx');
}

/** What a recording says of each kind beyond id, type, users and wait. */
function known(state: Snapshot, cell: AnyObject): object {
  const id = (address: Address) => (state[address] as AnyObject | undefined)?.id ?? 0;
  const hex = (value: bigint) => `0x${value.toString(16)}`;
  switch (cell.kind) {
    case 'ioas':
      return {
        areas: cell.areas.map((address) => {
          const area = state[address] as Area;
          return {
            iova: hex(area.iova),
            length: hex(area.length),
            num_accesses: area.num_accesses,
            num_locks: area.num_locks,
            prevent_access: area.preventAccess,
          };
        }),
      };
    case 'device':
      return { vdev: id(cell.vdev), destroying: cell.destroying };
    case 'hwpt_paging':
      return { ioas: id(cell.ioas), auto: cell.auto, nest_parent: cell.nestParent, fault: id(cell.fault) };
    case 'hwpt_nested':
      return { parent: id(cell.parent), viommu: id(cell.viommu), fault: id(cell.fault) };
    case 'access':
      return { ioas: id(cell.ioas), has_ictx: cell.ictx !== 0, has_ops: cell.ops };
    case 'viommu':
      return { hwpt: id(cell.hwpt) };
    case 'hw_queue':
      return {
        viommu: id(cell.viommu),
        access: id(cell.access),
        base: hex(cell.base),
        len: hex(cell.length),
      };
    case 'vdevice':
      return { viommu: id(cell.viommu), dev: id(cell.idev), virt: Number(cell.virt) };
    case 'veventq':
      return { viommu: id(cell.viommu) };
    case 'fault':
    case 'selftest':
      return {};
  }
}

function recordContext(state: Snapshot, ctx: Ctx): RecordedContext {
  if (ctx.freed) return { file_count: 0, released: true, objects: [], tombstones: [] };
  const objects = ctx.slots
    .filter((slot) => slot !== EMPTY && slot !== RESERVED)
    .map((slot) => state[slot] as AnyObject)
    .map((cell) => ({
      id: cell.id,
      type: cell.kind,
      users: cell.users,
      wait: cell.wait,
      ...known(state, cell),
    }));
  const tombstones = ctx.slots.flatMap((slot, id) => (slot === RESERVED ? [id] : []));
  return { file_count: (state[ctx.file] as File).count, released: false, objects, tombstones };
}

/** Per context, by its serial number: the passes of its release, what they destroyed and what they passed over. */
function releases(frames: readonly Frame[]): Record<string, RecordedRelease> {
  const found: Record<string, RecordedRelease> = {};
  let release: RecordedRelease | undefined;
  for (const { step, state } of frames) {
    if (!step?.stack.includes(RELEASE)) continue;
    const { effect, stack } = step;
    if (effect.do === 'pass' || (effect.do === 'free' && effect.what === 'iommufd_ctx')) {
      const { serial } = state[effect.of] as Ctx;
      release = found[serial] ??= { passes: 0, order: [], skips: [] };
      if (effect.do === 'pass') release.passes = effect.pass;
    }
    if (!release) continue;
    const pass = release.passes;
    const sweeping = stack.at(-1) === RELEASE;
    if (effect.do === 'slot' && isObjectAt(state, effect.from)) {
      const { id, kind } = state[effect.from] as AnyObject;
      release.order.push({ pass, id, type: kind, via: sweeping ? 'release' : 'remove' });
    } else if (sweeping && effect.do === 'count' && !effect.ok) {
      const { id, kind, users } = state[effect.of] as AnyObject;
      release.skips.push({ pass, id, type: kind, users });
    }
  }
  return found;
}

function isObjectAt(state: Snapshot, address: Address): boolean {
  const cell: Cell | undefined = state[address];
  return cell !== undefined && isObject(cell);
}

function warnings(frames: readonly Frame[]): string[] {
  return frames.flatMap(({ step }) =>
    step?.effect.do === 'log' || step?.effect.do === 'oops' ? step.effect.lines : [],
  );
}

/** What an operation came to for who called it: its result, what the kernel logged, how long it slept. */
export function outcomeOf(
  run: Run,
  { first, last, outcome, slept }: OpRun,
): Pick<RecordedOp, 'ret' | 'errno' | 'warns' | 'slept_s'> {
  const warns = warnings(run.frames.slice(first + 1, last + 1));
  return {
    ret: outcome.ret,
    errno: outcome.errno,
    ...(warns.length > 0 && { warns }),
    ...(slept >= 1000 && { slept_s: Math.round(slept / 1000) }),
  };
}

function recordOp(run: Run, opRun: OpRun, i: number, text: string, withSteps: boolean): RecordedOp {
  const { op, implicit, first, last, outcome } = opRun;
  const { warns, slept_s, ...result } = outcomeOf(run, opRun);
  const frames = run.frames.slice(first + 1, last + 1);
  const state = (run.frames[last] as Frame).state;
  const release = releases(frames);
  const missed = missedIn(run, i);
  return {
    i: i + 1,
    op: op.background ? 'bg' : op.name,
    text,
    ...(implicit && { implicit }),
    ...result,
    ...(Object.keys(outcome.out).length > 0 && { out: outcome.out }),
    ...(outcome.unmapped !== undefined && { unmapped: outcome.unmapped }),
    ...(outcome.injected === false && { injected: outcome.injected }),
    contexts: contexts(state).map((ctx) => recordContext(state, ctx)),
    ...(Object.keys(release).length > 0 && { release }),
    ...(warns && { warns }),
    ...(missed && { missed }),
    ...(slept_s !== undefined && { slept_s }),
    ...(withSteps && { steps: frames.flatMap(({ step }) => (step ? [step] : [])) }),
  };
}

function leakedObjects(end: Snapshot): readonly LeakedObject[] {
  return end.filter(isObject).flatMap(({ freed, id, kind: type, users, home }) => {
    const context = (end[home] as Ctx | undefined)?.serial ?? 0;
    return freed ? [] : [{ context, id, type, users }];
  });
}

/** `texts` are the lines of the operations, in order; the implicit exit needs none. */
export function record(
  run: Run,
  scenario: string,
  design: string,
  texts: readonly string[],
  withSteps = false,
): Recording {
  const end = (run.frames.at(-1) as Frame).state;
  return {
    scenario,
    design,
    leaked_contexts: contexts(end)
      .filter((ctx) => !ctx.freed)
      .map((ctx) => ctx.serial),
    leaked_objects: leakedObjects(end),
    ops: run.ops.map((opRun, i) => recordOp(run, opRun, i, texts[i] ?? opRun.op.name, withSteps)),
  };
}
