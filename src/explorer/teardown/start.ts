import {
  type Area,
  type Design,
  endsProcess,
  type Hold,
  type HwptPaging,
  type HwQueue,
  type Ioas,
  type Op,
  type Viommu,
  type Vma,
} from '../../iommufd/index.ts';
import { type Address, entries, NULL, type Snapshot, type Task } from '../../machine/index.ts';
import { classOf, isFile } from '../../scenario/index.ts';
import { nameOf, type Run, run } from '../../trace/index.ts';
import { type Variable, Variables } from '../engine/variables.ts';
import { isAlive, namesAt, processIn } from './naming.ts';

/** A call, where what it names is there. */
export interface Call {
  readonly op: Op;
  readonly task: Address;
  readonly needs: readonly Need[];
  /** At least one of these, if there are any. */
  readonly oneOf: readonly Need[];
  /** Then it is left to another action, which makes the same call through another descriptor. */
  readonly unless: readonly Need[];
}

/** Something that user space can still do to bring things down. */
export type Action = Call;

/** An unmap of one range, tried to see whether it is refused. */
export interface Probe extends Call {
  /** Met while a queue that has pinned the range lives. */
  readonly pinned: readonly Need[];
}

export interface Need {
  readonly variable: Variable;
  /** By value ID. */
  isMet(id: number): boolean;
}

/** A state that a scenario comes to, and what user space can still do from there. */
export interface Start {
  readonly design: Design;
  readonly variables: Variables;
  readonly labels: ReadonlyMap<string, number>;
  readonly actions: readonly Action[];
  readonly probes: readonly Probe[];
  /** For each hardware queue, the call that would allocate it a second time. */
  readonly repeats: readonly Op[];
  /** The operations before, with those in the background joined. */
  readonly ops: readonly Op[];
  /** The run of the operations before, of which the first `count` were given. What follows an oops is not run. */
  readonly run: Run;
  readonly count: number;
  /** Why nothing can be said of this state yet: a sentence about the call that is under way. Null at rest. */
  readonly inFlight: string | null;
}

const JOIN: Op = { name: 'join', operands: {}, labels: [] };

/** Operations in the background that nobody joins. */
function inBackground(ops: readonly Op[]): number {
  return ops
    .filter(({ off }) => !off)
    .reduce((left, op) => left + (op.background ? 1 : op.name === 'join' ? -1 : 0), 0);
}

/** Runs operations, and looks what can be done after them. What is in the background is waited for. */
export function startOf(given: readonly Op[], design: Design): Start {
  const waits = given.some(endsProcess) ? 0 : Math.max(inBackground(given), 0);
  const asked = [...given, ...Array<Op>(waits).fill(JOIN)];
  const whole = run(asked, design);
  const ops = asked.slice(0, whole.ops.length);
  const state = whole.frames[whole.ops[ops.length - 1]?.last ?? 0]?.state ?? [];
  const variables = new Variables(state);
  return {
    design,
    variables,
    labels: labelsOf(whole, ops.length),
    ...callsAfter(whole, ops.length, variables),
    ops,
    run: whole,
    count: Math.min(given.length, ops.length),
    inFlight: inFlight(whole, given, state),
  };
}

/** A thread that is in the middle of a call when the operations are done, or an ioctl that still holds an object. */
function inFlight(whole: Run, given: readonly Op[], state: Snapshot): string | null {
  const joined = whole.ops.slice(given.length).filter(({ op }) => op === JOIN);
  const under = joined.find(({ first, last }) => first < last);
  if (under) {
    const [nth] = joined.flatMap((one, i) => (one === under ? [i] : []));
    const background = given.filter((op) => op.background && !op.off);
    const op = background[background.length - joined.length + (nth ?? 0)];
    return `${op?.name ?? 'a call'} is under way in a second thread`;
  }
  const process = state.find((cell): cell is Task => cell.kind === 'task');
  const held = state.find((cell): cell is Hold => cell.kind === 'hold' && !cell.freed);
  if (!held || process?.exited) return null;
  return `an ioctl in flight holds ${nameOf(state, held.object)}`;
}

function labelsOf({ ops }: Run, count: number): ReadonlyMap<string, number> {
  const labels = new Map<string, number>();
  for (const { op, outcome } of ops.slice(0, count)) {
    if (op.off) continue;
    for (const label of op.labels) labels.delete(label);
    for (const [label, value] of Object.entries(outcome.labels)) labels.set(label, value);
  }
  return labels;
}

/** What is to be done in a state: DESTROY of each ID, close of each descriptor, munmap, kill and exit. */
function callsAfter(
  whole: Run,
  count: number,
  variables: Variables,
): Pick<Start, 'actions' | 'probes' | 'repeats'> {
  const state = variables.start;
  const process = processIn(state);
  const own = state[process] as Task | undefined;
  if (!own || own.exited) return { actions: [], probes: [], repeats: [] };
  const need = (address: Address, field: string, isMet: (value: never) => boolean): Need => {
    const variable = variables.at(address, field);
    const known: boolean[] = [];
    return {
      variable,
      isMet: (id) => {
        known[id] ??= isMet(variable.values[id] as never);
        return known[id];
      },
    };
  };
  const isOpen = (fd: number, task: Address = process) =>
    need(task, `fds.${fd}`, (file: Address) => file > NULL);
  const isMapped = (vma: Address) => need(vma, 'freed', (freed: boolean) => !freed);
  const lives = (task: Address) => need(task, 'exited', (exited: boolean) => !exited);
  const call = (name: Op['name'], operands: Op['operands']): Op => ({ name, operands, labels: [] });

  const names = namesAt(whole, count)
    .filter((name) => isAlive(state, name))
    .toSorted((a, b) => a.number - b.number)
    .filter(
      ({ address, number }, i, all) =>
        all.findIndex((other) => other.address === address && other.number === number) === i,
    );
  const mine = { task: process, oneOf: [], unless: [] };
  const destroys = names.flatMap(({ names: kind, value, number, ictx }): Action[] => {
    if (isFile(kind) || classOf(kind) === 'handle') return [];
    const isThere = need(ictx, `slots.${number}`, (slot: Address) => slot > NULL);
    const through = names.filter((one) => one.names === 'iommufd' && one.ictx === ictx);
    return through.map((ctx, i) => ({
      ...mine,
      op: call('destroy', { ctx: ctx.value, id: value }),
      needs: [isThere, isOpen(ctx.number)],
      unless: through.slice(0, i).map((other) => isOpen(other.number)),
    }));
  });
  const others = names.flatMap(({ names: kind, value, number, address }): Action[] => {
    if (isFile(kind)) return [{ ...mine, op: call('close', { fd: value }), needs: [isOpen(number)] }];
    if (kind === 'mapping')
      return [{ ...mine, op: call('munmap', { mapping: value }), needs: [isMapped(address)] }];
    if (kind !== 'process') return [];
    return [
      {
        ...mine,
        task: address,
        op: call('kill', { process: value }),
        needs: [lives(process), lives(address)],
      },
    ];
  });
  const held = [
    ...own.fds.flatMap((file, fd) => (file > NULL ? [isOpen(fd)] : [])),
    ...[...entries(state)].flatMap(([vma, cell]) =>
      cell.kind === 'vma' && !cell.freed && (cell as Vma).task === process ? [isMapped(vma)] : [],
    ),
  ];
  const exit: Action = { ...mine, op: call('exit', {}), needs: [lives(process)], oneOf: held };
  const probes = names.flatMap(({ names: kind, value, address, ictx }): Probe[] => {
    const through = names.find((one) => one.names === 'iommufd' && one.ictx === ictx);
    if (kind !== 'ioas' || !through) return [];
    const ctx = through.value;
    return (state[address] as Ioas).areas.map((area) => {
      const { iova, length } = state[area] as Area;
      return {
        ...mine,
        op: call('ioas_unmap', { ctx, ioas: value, iova, len: length }),
        needs: [isOpen(through.number), isMapped(area), isMapped(address)],
        pinned: queuesOver(state, area).map(isMapped),
      };
    });
  });
  const repeats = names.flatMap(({ names: kind, address, ictx }): Op[] => {
    const queue = state[address];
    const ctx = names.find((one) => one.names === 'iommufd' && one.ictx === ictx);
    if (kind !== 'hw_queue' || queue?.kind !== 'hw_queue' || !ctx) return [];
    const { viommu, index, base: iova, length: len } = queue as HwQueue;
    const named = names.find((one) => one.address === viommu);
    if (!named) return [];
    const operands = { ctx: ctx.value, viommu: named.value, index: BigInt(index), iova, len };
    return [call('hw_queue_alloc', operands)];
  });
  return { actions: [...destroys, ...others, ...(held.length > 0 ? [exit] : [])], probes, repeats };
}

/** The queues whose memory is in an area. */
function queuesOver(state: Snapshot, area: Address): Address[] {
  const { ioas, iova, length } = state[area] as Area;
  return [...entries(state)].flatMap(([address, cell]) => {
    if (cell.kind !== 'hw_queue' || cell.freed) return [];
    const { viommu, base, length: size } = cell as HwQueue;
    const parent = state[(state[viommu] as Viommu | undefined)?.hwpt ?? NULL] as HwptPaging | undefined;
    return parent?.ioas === ioas && base < iova + length && base + size > iova ? [address] : [];
  });
}
