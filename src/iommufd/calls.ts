/** From an operation of a scenario to the kernel path it takes. */
import {
  type Address,
  close,
  dup,
  type Errno,
  type File,
  fileOf,
  isErr,
  type ObjectId,
  openFile,
  read,
  type Steps,
} from '../machine/index.ts';
import { accessReplace } from './access.ts';
import { accessRw } from './access_pages.ts';
import { type Done, failed, one } from './done.ts';
import { faultAlloc, veventqAlloc } from './eventq.ts';
import { fopsOpen } from './fops.ts';
import { hold, unhold } from './hold.ts';
import { hwptAlloc } from './hwpt_alloc.ts';
import { U64_MAX } from './io_pagetable.ts';
import { ioasAllocIoctl, ioasMap, ioasUnmap } from './ioas.ts';
import { EBADF, EBADFD, EINVAL, ENOTTY, type Kernel, refuse } from './kernel.ts';
import { haveYet } from './lacked.ts';
import { finish } from './main.ts';
import { mmap, munmap, offsetOf } from './mmap.ts';
import { the } from './objects.ts';
import type { OpName } from './ops.ts';
import { doExit, fork } from './process.ts';
import { destroyIoctl } from './remove.ts';
import {
  testCreateAccess,
  testMockDomain,
  testMockDomainReplace,
  testPasidAttach,
  testPasidDetach,
} from './selftest.ts';
import { testAccessItemDestroy, testAccessPages } from './staccess.ts';
import { vdeviceAllocIoctl } from './vdevice.ts';
import { vfioAttach, vfioBind, vfioBindAgain, vfioDetach } from './vfio.ts';
import { vfioIoas } from './vfio_compat.ts';
import { hwQueueAllocIoctl, viommuAllocIoctl } from './viommu.ts';

/** An operation with its operands looked up. */
export interface Call {
  readonly k: Kernel;
  /** Behind the ctx operand. */
  readonly ictx: Address;
  /** Whether an operand that may be left out is there. */
  given(name: string): boolean;
  number(name: string): number;
  /** The ID that an operand is, or that its label stands for. */
  id(name: string): ObjectId;
  big(name: string): bigint;
  /** The descriptor that an operand names. */
  fd(name: string): number;
  /** The number of a mapping, a pin or a process. */
  handle(name: string): number;
}

/** What a process says of a descriptor that it has not. */
export const NO_FILE = 'has no such descriptor';

type Handler = (call: Call) => Steps<Done>;

/** What each operation calls. `kill`, `resume` and `join` are the runner's: they are about other tasks. */
export const CALLS: Record<OpName, Handler> = {
  *open({ k }) {
    return one(yield* openFile(k, 'iommufd', (file) => fopsOpen(k, file)));
  },
  *dup({ k, fd }) {
    const made = yield* dup(k, fd('fd'));
    return made === undefined ? failed(yield* refuse(EBADF, k.current, NO_FILE)) : one(made);
  },
  *close({ k, fd }) {
    return { rc: (yield* close(k, fd('fd'))) ? 0 : yield* refuse(EBADF, k.current, NO_FILE) };
  },
  *exit({ k }) {
    yield* doExit(k);
    return { rc: 0 };
  },
  *sigkill_self({ k }) {
    yield* doExit(k);
    return { rc: 0 };
  },
  *fork({ k }) {
    return one(yield* fork(k));
  },
  *kill({ k }) {
    yield* doExit(k);
    return { rc: 0 };
  },
  *mmap({ k, ictx, given, id, big }) {
    const offset = given('off') ? big('off') : offsetOf(k, ictx, id('viommu'));
    return one(yield* mmap(k, ictx, offset));
  },
  *munmap({ k, handle }) {
    const done = yield* munmap(k, handle('mapping'));
    return { rc: done ? 0 : yield* refuse(EINVAL, k.current, 'has no such mapping') };
  },
  *sleep({ k, number }) {
    yield { do: 'sleep', of: k.current, ms: number('ms') };
    return { rc: 0 };
  },
  // biome-ignore lint/correctness/useYield: the runner lets the other thread run; nothing is left to do
  *resume() {
    return { rc: 0 };
  },
  // biome-ignore lint/correctness/useYield: as above
  *join() {
    return { rc: 0 };
  },
  *ioas_alloc({ k, ictx }) {
    return one(yield* ioasAllocIoctl(k, ictx));
  },
  *ioas_map({ k, ictx, id, big }) {
    const rc = yield* ioasMap(k, ictx, id('ioas'), big('iova'), big('len'), big('va'));
    return { rc, values: [Number(big('iova'))] };
  },
  *ioas_unmap({ k, ictx, number, id, big }) {
    const [iova, length] = number('all') ? [0n, U64_MAX] : [big('iova'), big('len')];
    const { rc, bytes } = yield* ioasUnmap(k, ictx, id('ioas'), iova, length);
    return { rc, unmapped: bytes };
  },
  *mock_domain({ k, ictx, number, id }) {
    const { rc, stdev, dev, hwpt } = yield* testMockDomain(k, ictx, id('pt'), number('flags'));
    return { rc, values: [stdev, dev, hwpt] };
  },
  *mock_replace({ k, ictx, id }) {
    return one(yield* testMockDomainReplace(k, ictx, id('stdev'), id('pt')));
  },
  *hwpt_alloc({ k, ictx, number, id }) {
    const flags = {
      nestParent: number('nest_parent') !== 0,
      nested: number('nested') !== 0,
      pasid: number('pasid') !== 0,
      fault: id('fault'),
    };
    return one(yield* hwptAlloc(k, ictx, id('dev'), id('pt'), flags));
  },
  *pasid_attach({ k, ictx, number, id }) {
    return one(yield* testPasidAttach(k, ictx, id('stdev'), number('pasid'), id('pt')));
  },
  *pasid_detach({ k, ictx, number, id }) {
    return { rc: yield* testPasidDetach(k, ictx, id('stdev'), number('pasid')) };
  },
  *vdevice_alloc({ k, ictx, id, big }) {
    const request = { viommu: id('viommu'), dev: id('dev'), virt: big('virt') };
    return one(yield* vdeviceAllocIoctl(k, ictx, request));
  },
  *veventq_alloc({ k, ictx, number, id }) {
    const made = yield* veventqAlloc(k, ictx, id('viommu'), number('depth'));
    return { rc: made.rc, values: [made.id, made.fd] };
  },
  *fault_alloc({ k, ictx }) {
    const made = yield* faultAlloc(k, ictx);
    const fd = made.rc === 0 ? the(k, 'fault', made.of).fd : -1;
    const id = yield* finish(k, ictx, made);
    return isErr(id) ? failed(id) : { rc: 0, values: [id, fd] };
  },
  *vfio_ioas({ k, ictx, number, id }) {
    const rc = yield* vfioIoas(k, ictx, number('op'), id('ioas'));
    return rc === 0 ? { rc: 0 } : one(rc);
  },
  *hold({ k, ictx, number, id }) {
    return { rc: yield* hold(k, ictx, id('id'), number('slot')) };
  },
  *unhold({ k, number }) {
    return { rc: yield* unhold(k, number('slot')) };
  },
  *viommu_alloc({ k, ictx, number, id }) {
    const data = number('data') !== 0;
    const lacked = data ? yield* haveYet(k, 'viommu data', ictx) : 0;
    if (lacked !== 0) return failed(lacked);
    const made = yield* viommuAllocIoctl(k, ictx, id('dev'), id('hwpt'), data);
    return one(yield* finish(k, ictx, made));
  },
  *hw_queue_alloc({ k, ictx, number, id, big }) {
    const request = {
      viommu: id('viommu'),
      type: big('type'),
      index: number('index'),
      iova: big('iova'),
      length: big('len'),
    };
    return one(yield* finish(k, ictx, yield* hwQueueAllocIoctl(k, ictx, request)));
  },
  *access_create({ k, ictx, number, id }) {
    return one(yield* testCreateAccess(k, ictx, id('ioas'), number('pin') !== 0));
  },
  *access_replace({ k, fd, id }) {
    return yield* withAccess(k, fd('access'), (access) => accessReplace(k, access, id('ioas')));
  },
  *pin({ k, fd, big }) {
    return yield* withAccess(
      k,
      fd('access'),
      (access) => testAccessPages(k, access, big('iova'), big('len')),
      1,
    );
  },
  *unpin({ k, fd, handle }) {
    return yield* withAccess(k, fd('access'), (access) => testAccessItemDestroy(k, access, handle('item')));
  },
  *access_rw({ k, fd, big }) {
    return yield* withAccess(k, fd('access'), (access) => accessRw(k, access, big('iova'), big('len')));
  },
  *destroy({ k, ictx, id }) {
    return { rc: yield* destroyIoctl(k, ictx, id('id')) };
  },
  *vfio_bind({ k, ictx, given, number, fd }) {
    const lacks = number('hw');
    if (given('vfio'))
      return one(yield* withVfio(k, fd('vfio'), (file) => vfioBindAgain(k, file, ictx, lacks)));
    const bound = yield* vfioBind(k, ictx, lacks);
    return isErr(bound.dev) ? failed(bound.dev) : { rc: 0, values: [bound.dev, bound.fd] };
  },
  *vfio_attach({ k, id, fd }) {
    return { rc: yield* withVfio(k, fd('vfio'), (file) => vfioAttach(k, file, id('pt'))) };
  },
  *vfio_detach({ k, fd }) {
    return { rc: yield* withVfio(k, fd('vfio'), (file) => vfioDetach(k, file)) };
  },
};

/** Runs something with the VFIO device behind a descriptor, or says what else the descriptor is. */
function* withVfio<T>(k: Kernel, fd: number, run: (file: Address) => Steps<T>): Steps<T | Errno> {
  const file = fileOf(k, fd);
  if (file === undefined) return yield* refuse(EBADF, k.current, NO_FILE);
  if ((read(k, file) as File).fops !== 'vfio') return yield* refuse(ENOTTY, file, 'has no such ioctl');
  return yield* run(file);
}

/** Runs something with the external access behind a descriptor; `values` of what it returns are for labels. */
function* withAccess(
  k: Kernel,
  fd: number,
  run: (access: Address) => Steps<number>,
  values = 0,
): Steps<Done> {
  const file = fileOf(k, fd);
  if (file === undefined) return failed(yield* refuse(EBADFD, k.current, NO_FILE));
  const { fops, private: access } = read(k, file) as File;
  if (fops !== 'access') return failed(yield* refuse(EBADFD, file, 'is not the file of an access'));
  const rc = yield* run(access);
  return isErr(rc) ? { rc } : { rc: 0, values: [rc].slice(0, values) };
}
