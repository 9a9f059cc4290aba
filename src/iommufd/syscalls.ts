/** From an operation of a scenario to the kernel path it takes: the system call and ioctl layer. */
import {
  type Address,
  close,
  dup,
  exit,
  type File,
  fileOf,
  fn,
  openFile,
  read,
  type Steps,
  taskWorkRun,
} from '../machine/index.ts';
import { fopsOpen } from './fops.ts';
import { hwptAlloc } from './hw_pagetable.ts';
import { ioasAllocIoctl, ioasMap, ioasUnmap } from './ioas.ts';
import { EBADF, EBADFD, ENOTTY, errnoName, type Kernel } from './kernel.ts';
import { destroyIoctl } from './main.ts';
import { type Op, type Operand, type OpName, opSpec } from './ops.ts';
import { testCreateAccess, testMockDomain, testMockDomainReplace } from './selftest.ts';
import { vfioAttach, vfioBind } from './vfio.ts';
import { hwQueueAllocIoctl, viommuAllocIoctl } from './viommu.ts';

/** What user space saw of an operation. */
export interface Outcome {
  /** Null where the process ended inside the operation. */
  readonly ret: 0 | -1 | null;
  readonly errno: string | null;
  /** Label to object ID or descriptor. */
  readonly out: Readonly<Record<string, number>>;
  /** Bytes, after a successful unmap. */
  readonly unmapped?: number;
}

/** What a process keeps: the numbers its labels stand for. */
export type Labels = ReadonlyMap<string, number>;

/** What a handler gives back: a negative errno, or the numbers for its labels in order. */
interface Done {
  readonly rc: number;
  readonly values?: readonly number[];
  readonly unmapped?: bigint;
}

interface Call {
  readonly k: Kernel;
  /** Behind the ctx operand. */
  readonly ictx: Address;
  number(name: string): number;
  big(name: string): bigint;
  /** The descriptor that an operand names. */
  fd(name: string): number;
}

const failed = (rc: number): Done => ({ rc });

/** An ID, or an errno. */
const one = (rc: number): Done => (rc < 0 ? { rc } : { rc: 0, values: [rc] });

type Handler = (call: Call) => Steps<Done>;

const CALLS: Record<OpName, Handler> = {
  *open({ k }) {
    return one(yield* openFile(k, 'iommufd', (file) => fopsOpen(k, file)));
  },
  *dup({ k, fd }) {
    const made = yield* dup(k, fd('fd'));
    return made < 0 ? failed(EBADF) : one(made);
  },
  *close({ k, fd }) {
    return { rc: (yield* close(k, fd('fd'))) ? 0 : EBADF };
  },
  *exit({ k }) {
    yield* exit(k);
    return { rc: 0 };
  },
  *ioas_alloc({ k, ictx }) {
    return one(yield* ioasAllocIoctl(k, ictx));
  },
  *ioas_map({ k, ictx, number, big }) {
    const rc = yield* ioasMap(k, ictx, number('ioas'), big('iova'), big('len'));
    return { rc, values: [Number(big('iova'))] };
  },
  *ioas_unmap({ k, ictx, number, big }) {
    const range = number('all') ? 'all' : { iova: big('iova'), length: big('len') };
    const { rc, bytes } = yield* ioasUnmap(k, ictx, number('ioas'), range);
    return { rc, unmapped: bytes };
  },
  *mock_domain({ k, ictx, number }) {
    const { rc, stdev, dev, hwpt } = yield* testMockDomain(k, ictx, number('pt'));
    return { rc, values: [stdev, dev, hwpt] };
  },
  *mock_replace({ k, ictx, number }) {
    return one(yield* testMockDomainReplace(k, ictx, number('stdev'), number('pt')));
  },
  *hwpt_alloc({ k, ictx, number }) {
    const flags = { nestParent: number('nest_parent') !== 0, nested: number('nested') !== 0 };
    return one(yield* hwptAlloc(k, ictx, number('dev'), number('pt'), flags));
  },
  *viommu_alloc({ k, ictx, number }) {
    return one(yield* viommuAllocIoctl(k, ictx, number('dev'), number('hwpt')));
  },
  *hw_queue_alloc({ k, ictx, number, big }) {
    const request = {
      viommu: number('viommu'),
      type: big('type'),
      index: number('index'),
      iova: big('iova'),
      length: big('len'),
    };
    return one(yield* hwQueueAllocIoctl(k, ictx, request));
  },
  *access_create({ k, ictx, number }) {
    return one(yield* testCreateAccess(k, ictx, number('ioas'), number('pin') !== 0));
  },
  *destroy({ k, ictx, number }) {
    return { rc: yield* destroyIoctl(k, ictx, number('id')) };
  },
  *vfio_bind({ k, ictx }) {
    const { dev, fd } = yield* vfioBind(k, ictx);
    return { rc: 0, values: [dev, fd] };
  },
  *vfio_attach({ k, number, fd }) {
    const file = fileOf(k, fd('vfio'));
    if (file === undefined) return failed(EBADF);
    if ((read(k, file) as File).fops !== 'vfio') return failed(ENOTTY);
    return { rc: yield* vfioAttach(k, file, number('pt')) };
  },
};

/** A label that no operation has filled is what an unset variable would be: ID 0, descriptor -1. */
function numberOf(labels: Labels, operand: Operand, unset: number): bigint {
  return typeof operand === 'bigint' ? operand : BigInt(labels.get(operand) ?? unset);
}

function outcome(op: Op, done: Done): Outcome {
  if (done.rc < 0) return { ret: -1, errno: errnoName(done.rc), out: {} };
  const out: Record<string, number> = {};
  done.values?.forEach((value, i) => {
    // The recordings name an ID that comes back without a label after its place.
    out[op.labels[i] ?? `out${i}`] = value;
  });
  return {
    ret: 0,
    errno: null,
    out,
    ...(done.unmapped !== undefined && { unmapped: Number(done.unmapped) }),
  };
}

/** ENOTTY and EBADF of a ctx operand that is no open iommufd. */
function ctxBehind(k: Kernel, fd: number, entry: string): Address {
  const file = fileOf(k, fd);
  if (file === undefined) return EBADF;
  const { fops, private: ictx } = read(k, file) as File;
  if (fops === 'iommufd') return ictx;
  return entry.startsWith('IOMMU') ? ENOTTY : EBADFD;
}

/** One operation as the running process does it, up to its return to user space. */
export function* systemCall(k: Kernel, op: Op, labels: Labels): Steps<Outcome> {
  const spec = opSpec(op.name);
  const operand = (name: string): Operand => {
    const given = op.operands[name] ?? spec.operands.find((one) => one.name === name)?.default;
    if (given === undefined) throw new Error(`${op.name} has no operand ${name}`);
    return given;
  };
  const needsCtx = spec.operands.some((one) => one.type === 'ctx');
  const ictx = needsCtx ? ctxBehind(k, Number(numberOf(labels, operand('ctx'), -1)), spec.entry) : 0;
  const call: Call = {
    k,
    ictx,
    number: (name) => Number(numberOf(labels, operand(name), 0)),
    big: (name) => numberOf(labels, operand(name), 0),
    fd: (name) => Number(numberOf(labels, operand(name), -1)),
  };
  const done = ictx < 0 ? failed(ictx) : yield* CALLS[op.name](call);
  yield* taskWorkRun(k);
  if (op.name === 'exit') return { ret: null, errno: null, out: {} };
  return outcome(op, done);
}

/** What is left of a process that an oops killed: it exits, with the locks it held still held. */
export const dieAfterOops = fn('make_task_dead', function* (k: Kernel): Steps<void> {
  yield* exit(k);
});
