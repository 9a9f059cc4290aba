/** The system call and ioctl layer: operands looked up, the call made, and what user space sees of it. */
import {
  type Address,
  type Errno,
  type File,
  fileOf,
  fn,
  fput,
  getFile,
  inline,
  isErr,
  NO_ID,
  NULL,
  type ObjectId,
  type Ref,
  read,
  type Steps,
  taskWorkRun,
} from '../machine/index.ts';
import { CALLS, type Call, NO_FILE } from './calls.ts';
import { type Done, failed } from './done.ts';
import { arm, disarm } from './inject.ts';
import { EBADF, EBADFD, ENOTTY, errnoName, type Kernel, refuse } from './kernel.ts';
import { haveYet, lackedBy } from './lacked.ts';
import { endsProcess, type Op, type Operand, type OpName, opSpec } from './ops.ts';
import { doExit } from './process.ts';

/** What user space saw of an operation. */
export interface Outcome {
  /** Null where the process ended inside the operation. */
  readonly ret: 0 | -1 | null;
  readonly errno: string | null;
  /** Label to object ID or descriptor. */
  readonly out: Readonly<Record<string, number>>;
  /** Everything its labels stand for; a mapping has a number that nobody reports. */
  readonly labels: Readonly<Record<string, number>>;
  /** Bytes, after a successful unmap. */
  readonly unmapped?: number;
  /** The fault that the operation was to meet was never reached. */
  readonly injected?: false;
}

/** What a process keeps: the numbers its labels stand for. */
export type Labels = ReadonlyMap<string, number>;

/** A label that no operation has filled is what an unset variable would be: ID 0, descriptor -1. */
function numberOf(labels: Labels, operand: Operand, unset: number): bigint {
  return typeof operand === 'bigint' ? operand : BigInt(labels.get(operand) ?? unset);
}

function outcome(op: Op, done: Done): Outcome {
  if (isErr(done.rc)) return { ret: -1, errno: errnoName(done.rc), out: {}, labels: {} };
  // The recordings name an ID that comes back without a label after its place.
  const out = Object.fromEntries((done.values ?? []).map((value, i) => [op.labels[i] ?? `out${i}`, value]));
  return {
    ret: 0,
    errno: null,
    out: op.name === 'mmap' ? {} : out,
    labels: out,
    ...(done.unmapped !== undefined && { unmapped: Number(done.unmapped) }),
  };
}

/** Whether an operation is an ioctl of /dev/iommu. */
const isIoctl = (entry: string) => entry.startsWith('IOMMU');

/** iommufd_fops_ioctl(): the handler of the command, and what becomes of the object it made. */

/** ENOTTY and EBADF of a ctx operand that is no open iommufd. */
function* ctxBehind(k: Kernel, fd: number, entry: string): Steps<Address | Errno> {
  const file = fileOf(k, fd);
  if (file === undefined) return yield* refuse(EBADF, k.current, NO_FILE);
  const { fops, private: ictx } = read(k, file) as File;
  if (fops === 'iommufd') return ictx;
  return isIoctl(entry)
    ? yield* refuse(ENOTTY, file, 'has no such ioctl')
    : yield* refuse(EBADFD, file, 'is not a context');
}

const ioctlRef = (k: Kernel, nth: number): Ref => ({ role: 'ioctl', by: k.current, ...(nth && { nth }) });

/** Looks the descriptor up and takes its file in one go: nobody can close it in between. */
const fdget = inline('fdget', function* (k: Kernel, fd: number, nth: number): Steps<Address> {
  const file = fileOf(k, fd) ?? NULL;
  if (file !== NULL) yield* getFile(k, file, ioctlRef(k, nth));
  return file;
});

const fdput = inline('fdput', function* (k: Kernel, file: Address, nth: number): Steps<void> {
  if (file !== NULL) yield* fput(k, file, ioctlRef(k, nth));
});

/** The descriptors that an operation works through; close(2) and dup(2) see to theirs themselves. */
const descriptorsOf = ({ name }: Op): readonly string[] =>
  name === 'close' || name === 'dup'
    ? []
    : opSpec(name)
        .operands.filter(({ type, informs }) => (type === 'ctx' && !informs) || type === 'fd')
        .map((one) => one.name);

/** The operation itself, or the errno of a kernel that has no such thing. */
function* carryOut(k: Kernel, name: OpName, call: Call): Steps<Done> {
  const lacked = lackedBy(k, name);
  if (lacked) return { rc: yield* haveYet(k, lacked, call.ictx) };
  return yield* CALLS[name](call);
}

/** iommufd_fops_ioctl(): the handler of an ioctl, where there is one. */
const fopsIoctl = fn('iommufd_fops_ioctl', carryOut);

/** One operation as the running process does it, up to its return to user space. */
export function* systemCall(k: Kernel, op: Op, labels: Labels): Steps<Outcome> {
  const spec = opSpec(op.name);
  const operand = (name: string): Operand => {
    const given = op.operands[name] ?? spec.operands.find((one) => one.name === name)?.default;
    if (given == null) throw new Error(`${op.name} has no operand ${name}`);
    return given;
  };
  const needsCtx = spec.operands.some(({ type, informs }) => type === 'ctx' && !informs);
  const ictx = needsCtx
    ? yield* ctxBehind(k, Number(numberOf(labels, operand('ctx'), -1)), spec.entry)
    : NULL;
  const fd = (name: string) => Number(numberOf(labels, operand(name), -1));
  const callOf = (ictx: Address): Call => ({
    k,
    ictx,
    given: (name) => op.operands[name] !== undefined,
    number: (name) => Number(numberOf(labels, operand(name), 0)),
    id: (name) => Number(numberOf(labels, operand(name), NO_ID)) as ObjectId,
    big: (name) => numberOf(labels, operand(name), 0),
    fd,
    handle: fd,
  });
  // With a second thread about, an operation keeps the files it works on from going away.
  const inUse: Address[] = [];
  if (op.background && !isErr(ictx))
    for (const [nth, name] of descriptorsOf(op).entries()) inUse.push(yield* fdget(k, fd(name), nth));
  const { current } = k;
  arm(k, current, op.fails);
  const enter = isIoctl(spec.entry) ? fopsIoctl : carryOut;
  const done = isErr(ictx) ? failed(ictx) : yield* enter(k, op.name, callOf(ictx));
  const injected = yield* disarm(k, current, op.name);
  for (const [nth, file] of inUse.entries()) yield* fdput(k, file, nth);
  yield* taskWorkRun(k);
  if (endsProcess(op)) return DIED;
  return injected ? outcome(op, done) : { ...outcome(op, done), injected };
}

/** The process ended inside the operation: nobody saw it return. */
export const DIED: Outcome = { ret: null, errno: null, out: {}, labels: {} };

/** What is left of a process that an oops killed: it exits, with the locks it held still held. */
export const dieAfterOops = fn('make_task_dead', function* (k: Kernel): Steps<void> {
  yield* doExit(k);
});
