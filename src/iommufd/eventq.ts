/** drivers/iommu/iommufd/eventq.c, 7.3: fault queues and vIOMMU event queues, each with a file of its own. */
import {
  type Address,
  count,
  createFile,
  type Errno,
  type File,
  type FileOperations,
  fdRef,
  fn,
  fput,
  inline,
  installFd,
  isErr,
  lock,
  type Machine,
  NO_ID,
  NULL,
  type ObjectId,
  putUnusedFd,
  type Ref,
  type Result,
  read,
  remove,
  type Steps,
  unlock,
  unusedFd,
  write,
} from '../machine/index.ts';
import { ctxGet, ctxPut } from './fops.ts';
import { allocation, copyToUser } from './inject.ts';
import { EEXIST, EINVAL, type Kernel, refuse } from './kernel.ts';
import {
  getObject,
  type Made,
  notMade,
  objectAbortAndDestroy,
  objectAlloc,
  objectAllocUcmd,
  objectFinalize,
  putObject,
} from './main.ts';
import { type Fault, object, the, type Veventq } from './objects.ts';

/** The ID and the descriptor of a new event queue; with an errno, there is none. */
export interface Eventq {
  readonly rc: Result;
  readonly id: ObjectId;
  readonly fd: number;
}

const failed = (rc: Errno): Eventq => ({ rc, id: NO_ID, fd: -1 });

const fileRef = (file: Address): Ref => ({ role: 'filep->eventq', by: file });

const ctxRef = (file: Address): Ref => ({ role: 'eventq->ictx', by: file });

/** Fields of a queue without a file yet. */
const NO_FILE = { filep: NULL, fd: -1 };

/** The file that only the queue knows of, for an abort. */
export const eventqFilep = (k: Kernel, eventq: Address) => {
  const { filep, fd } = object(k, eventq) as Fault | Veventq;
  return { file: filep, owned: fdRef(k, fd) };
};

/**
 * iommufd_eventq_init(): a file that holds the context file and the queue, under a descriptor that is not installed yet.
 * 0 or -ENOMEM.
 */
const eventqInit = fn(
  'iommufd_eventq_init',
  function* (k: Kernel, ictx: Address, eventq: Address): Steps<Result> {
    const rc = yield* allocation(k, eventq, 'its file');
    if (rc !== 0) return rc;
    const fd = unusedFd(k);
    const filep = yield* createFile(k, 'eventq', fdRef(k, fd));
    write(k, eventq, { filep, fd });
    yield* ctxGet(k, ictx, ctxRef(filep));
    yield* count(k, 'inc', eventq, 'users', fileRef(filep));
    write(k, filep, { private: eventq });
    return 0;
  },
);

/** put_unused_fd(): the number of a queue that comes to nothing is free again; its file goes with the object. */
function* forgetFd(k: Kernel, eventq: Address): Steps<void> {
  const { filep, fd } = object(k, eventq) as Fault | Veventq;
  if (filep === NULL) return;
  putUnusedFd(k, fd);
  if (k.design.abortPutsFile === 'at once') return;
  write(k, eventq, NO_FILE);
  yield* fput(k, filep, fdRef(k, fd));
}

/** What a handler says of the queue it made. */
function madeOf(k: Kernel, eventq: Address): Eventq {
  const { id, fd } = object(k, eventq) as Fault | Veventq;
  return { rc: 0, id, fd };
}

const fopsRelease = fn('iommufd_eventq_fops_release', function* (k: Kernel, file: Address): Steps<void> {
  const eventq = (read(k, file) as File).private;
  yield* count(k, 'dec', eventq, 'users', fileRef(file));
  yield* ctxPut(k, object(k, eventq).home, ctxRef(file));
});

export const eventqFops: FileOperations = {
  release: (machine: Machine, file: Address) => fopsRelease(machine as Kernel, file),
};

/** iommufd_fault_alloc(): the descriptor is installed before the ID becomes visible. The new queue. */
export const faultAlloc = fn('iommufd_fault_alloc', function* (k: Kernel, ictx: Address): Steps<Made> {
  const fault = yield* objectAllocUcmd(k, ictx, 'fault', NO_FILE);
  if (isErr(fault)) return notMade(fault);
  let rc = yield* eventqInit(k, ictx, fault);
  if (rc === 0) rc = yield* copyToUser(k, fault);
  const { fd, filep } = the(k, 'fault', fault);
  if (rc === 0) yield* installFd(k, fd, filep);
  else yield* forgetFd(k, fault);
  return { of: fault, rc };
});

/** iommufd_fault_destroy(). */
export const faultDestroy = fn('iommufd_fault_destroy', function* (_k: Kernel, fault: Address): Steps<void> {
  yield { do: 'call', what: 'answers and drops the faults it still has', of: fault };
});

/** iommufd_veventq_alloc(): one queue of a type a vIOMMU; -EEXIST for a second, -EINVAL without a depth. */
export const veventqAlloc = fn(
  'iommufd_veventq_alloc',
  function* (k: Kernel, ictx: Address, id: ObjectId, depth: number): Steps<Eventq> {
    if (depth === 0) return failed(yield* refuse(EINVAL, ictx, 'makes no event queue without a depth'));
    const viommu = yield* getObject(k, ictx, id, 'viommu');
    if (isErr(viommu)) return failed(viommu);
    yield* lock(k, viommu, 'veventqs_rwsem');
    const { veventqs } = the(k, 'viommu', viommu);
    const made =
      veventqs.length > 0
        ? failed(yield* refuse(EEXIST, viommu, 'has an event queue of that type already'))
        : yield* allocLocked(k, ictx, viommu);
    yield* unlock(k, viommu, 'veventqs_rwsem');
    yield* putObject(k, viommu);
    return made;
  },
);

function* allocLocked(k: Kernel, ictx: Address, viommu: Address): Steps<Eventq> {
  const veventq = yield* objectAlloc(k, ictx, 'veventq', { viommu, ...NO_FILE });
  if (isErr(veventq)) return failed(veventq);
  yield* count(k, 'inc', viommu, 'users', { role: 'veventq->viommu', by: veventq });
  write(k, viommu, { veventqs: [veventq] });
  let rc = yield* eventqInit(k, ictx, veventq);
  if (rc === 0) rc = yield* copyToUser(k, veventq);
  if (rc !== 0) {
    yield* forgetFd(k, veventq);
    yield* objectAbortAndDestroy(k, ictx, veventq);
    return failed(rc);
  }
  const made = madeOf(k, veventq);
  const { filep } = the(k, 'veventq', veventq);
  yield* objectFinalize(k, ictx, veventq);
  yield* installFd(k, made.fd, filep);
  return made;
}

/** iommufd_veventq_abort(), with veventqs_rwsem held. */
export const veventqAbort = inline(
  'iommufd_veventq_abort',
  function* (k: Kernel, veventq: Address): Steps<void> {
    const { viommu } = the(k, 'veventq', veventq);
    yield { do: 'call', what: 'drops the events it still has', of: veventq };
    yield* count(k, 'dec', viommu, 'users', { role: 'veventq->viommu', by: veventq });
    remove(k, viommu, 'veventqs', veventq);
  },
);

/** iommufd_veventq_destroy(). */
export const veventqDestroy = fn(
  'iommufd_veventq_destroy',
  function* (k: Kernel, veventq: Address): Steps<void> {
    const { viommu } = the(k, 'veventq', veventq);
    yield* lock(k, viommu, 'veventqs_rwsem');
    yield* veventqAbort(k, veventq);
    yield* unlock(k, viommu, 'veventqs_rwsem');
  },
);
