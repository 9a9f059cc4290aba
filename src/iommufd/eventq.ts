/** drivers/iommu/iommufd/eventq.c, 7.3: fault queues and vIOMMU event queues, each with a file of its own. */
import {
  type Address,
  count,
  createFile,
  type File,
  type FileOperations,
  fdRef,
  fn,
  inline,
  installFd,
  lock,
  type Machine,
  type Ref,
  read,
  type Steps,
  unlock,
  unusedFd,
  write,
} from '../machine/index.ts';
import { ctxGet, ctxPut } from './fops.ts';
import { EEXIST, type Kernel, refuse } from './kernel.ts';
import { getObject, objectAlloc, objectFinalize, putObject } from './main.ts';
import { object, the } from './objects.ts';

export interface Eventq {
  readonly rc: number;
  readonly id: number;
  readonly fd: number;
}

const failed = (rc: number): Eventq => ({ rc, id: 0, fd: -1 });

const fileRef = (file: Address): Ref => ({ role: 'filep->eventq', by: file });

const ctxRef = (file: Address): Ref => ({ role: 'eventq->ictx', by: file });

/** iommufd_eventq_init(): a file that holds the ctx file and the queue, under a descriptor that is not installed yet. */
const eventqInit = fn('iommufd_eventq_init', function* (k: Kernel, ictx: Address, eventq: Address): Steps<{
  fd: number;
  file: Address;
}> {
  const fd = unusedFd(k);
  const file = yield* createFile(k, 'eventq', fdRef(k, fd));
  yield* ctxGet(k, ictx, ctxRef(file));
  yield* count(k, 'inc', eventq, 'users', fileRef(file));
  write(k, file, { private: eventq });
  return { fd, file };
});

const fopsRelease = fn('iommufd_eventq_fops_release', function* (k: Kernel, file: Address): Steps<void> {
  const eventq = (read(k, file) as File).private;
  yield* count(k, 'dec', eventq, 'users', fileRef(file));
  yield* ctxPut(k, object(k, eventq).home, ctxRef(file));
});

export const eventqFops: FileOperations = {
  release: (machine: Machine, file: Address) => fopsRelease(machine as Kernel, file),
};

/** iommufd_fault_alloc(): the descriptor is installed before the ID becomes visible. */
export const faultAlloc = fn('iommufd_fault_alloc', function* (k: Kernel, ictx: Address): Steps<Eventq> {
  const fault = yield* objectAlloc(k, ictx, 'fault', {});
  const { fd, file } = yield* eventqInit(k, ictx, fault);
  const made = { rc: 0, id: object(k, fault).id, fd };
  yield* installFd(k, fd, file);
  yield* objectFinalize(k, ictx, fault);
  return made;
});

/** iommufd_fault_destroy(). */
export const faultDestroy = fn('iommufd_fault_destroy', function* (_k: Kernel, fault: Address): Steps<void> {
  yield { do: 'call', what: 'answers and drops the faults it still has', of: fault };
});

/** iommufd_veventq_alloc(): one queue of a type a vIOMMU; -EEXIST for a second. */
export const veventqAlloc = fn(
  'iommufd_veventq_alloc',
  function* (k: Kernel, ictx: Address, id: number): Steps<Eventq> {
    const viommu = yield* getObject(k, ictx, id, 'viommu');
    if (viommu < 0) return failed(viommu);
    yield* lock(k, viommu, 'veventqs_rwsem');
    const { veventqs } = the(k, 'viommu', viommu);
    let made: Eventq;
    if (veventqs.length > 0)
      made = failed(yield* refuse(EEXIST, viommu, 'has an event queue of that type already'));
    else {
      const veventq = yield* objectAlloc(k, ictx, 'veventq', { viommu });
      const { fd, file } = yield* eventqInit(k, ictx, veventq);
      yield* count(k, 'inc', viommu, 'users', { role: 'veventq->viommu', by: veventq });
      write(k, viommu, { veventqs: [veventq] });
      made = { rc: 0, id: object(k, veventq).id, fd };
      yield* objectFinalize(k, ictx, veventq);
      yield* installFd(k, fd, file);
    }
    yield* unlock(k, viommu, 'veventqs_rwsem');
    yield* putObject(k, viommu);
    return made;
  },
);

/** iommufd_veventq_abort(), with veventqs_rwsem held. */
export const veventqAbort = inline(
  'iommufd_veventq_abort',
  function* (k: Kernel, veventq: Address): Steps<void> {
    const { viommu } = the(k, 'veventq', veventq);
    yield { do: 'call', what: 'drops the events it still has', of: veventq };
    yield* count(k, 'dec', viommu, 'users', { role: 'veventq->viommu', by: veventq });
    write(k, viommu, { veventqs: the(k, 'viommu', viommu).veventqs.filter((one) => one !== veventq) });
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
