/** The file behind /dev/iommu: main.c, 7.3. */
import {
  type Address,
  allocate,
  allocations,
  count,
  EMPTY,
  type File,
  type FileOperations,
  fget,
  fn,
  fput,
  getFile,
  load,
  loop,
  type Machine,
  NULL,
  nextId,
  RESERVED,
  type Ref,
  type Result,
  read,
  release,
  type Steps,
  store,
  warn,
  write,
} from '../machine/index.ts';
import { allocation } from './inject.ts';
import type { Kernel } from './kernel.ts';
import { xarrayRef } from './main.ts';
import { type Ctx, the } from './objects.ts';
import { destroyAndFree } from './remove.ts';

/** iommufd_ctx_get(): one more reference on the file. The caller must already hold one. */
export const ctxGet = fn('iommufd_ctx_get', function* (k: Kernel, ictx: Address, ref: Ref): Steps<void> {
  yield* getFile(k, the(k, 'ctx', ictx).file, ref);
});

/** iommufd_ctx_from_fd(): a reference for a driver that was told a descriptor. */
export const ctxFromFd = fn(
  'iommufd_ctx_from_fd',
  function* (k: Kernel, ictx: Address, ref: Ref): Steps<void> {
    yield* fget(k, the(k, 'ctx', ictx).file, ref);
  },
);

/** iommufd_ctx_put(): reads ictx->file, so a NULL ictx is a NULL dereference at address 0. */
export const ctxPut = fn('iommufd_ctx_put', function* (k: Kernel, ictx: Address, ref: Ref): Steps<void> {
  yield* fput(k, the(k, 'ctx', ictx).file, ref);
});

/** iommufd_fops_open(): a context that borrows its file. 0 or -ENOMEM. */
export const fopsOpen = fn('iommufd_fops_open', function* (k: Kernel, file: Address): Steps<Result> {
  const rc = yield* allocation(k, file, 'its context');
  if (rc !== 0) return rc;
  const serial = allocations(k, 'ctx').length + 1;
  const ctx: Ctx = { kind: 'ctx', freed: false, file, serial, slots: [], vfioIoas: NULL };
  const of = allocate(k, ctx);
  write(k, file, { private: of });
  yield { do: 'alloc', of, what: 'iommufd_ctx', refs: [] };
  return 0;
});

/** Where the release stands: in which pass, after which ID, and whether this pass met and destroyed an object. */
const FIRST_PASS = { pass: 1, after: 0, met: false, destroyed: false };

/**
 * iommufd_fops_release(): the file count is 0. Strips objects with one user in passes of ascending ID until none is
 * left; a pass that strips nothing WARNs and leaks the rest.
 */
const fopsRelease = fn('iommufd_fops_release', function* (k: Kernel, file: Address): Steps<void> {
  const ictx = (read(k, file) as File).private;
  yield* loop(k, FIRST_PASS, function* ({ pass, after, met, destroyed }) {
    const id = nextId(k, ictx, after + 1);
    if (after === 0) {
      if (id === undefined) return { end: undefined };
      yield { do: 'pass', of: ictx, pass };
    }
    if (id === undefined) {
      if (met && !destroyed) yield* warn(k, 'main.c:420', { kind: 'no progress' });
      return destroyed ? { next: { ...FIRST_PASS, pass: pass + 1 } } : { end: undefined };
    }
    const of = load(k, ictx, id);
    if (of === RESERVED) return { next: { pass, after: id, met, destroyed } };
    if (!(yield* count(k, 'dec_if_one', of, 'users', xarrayRef(ictx))))
      return { next: { pass, after: id, met: true, destroyed } };
    yield* store(k, ictx, id, EMPTY);
    yield* destroyAndFree(k, of);
    return { next: { pass, after: id, met: true, destroyed: true } };
  });
  release(k, ictx);
  yield { do: 'free', of: ictx, what: 'iommufd_ctx' };
});

export const iommufdFops: FileOperations = {
  release: (machine: Machine, file: Address) => fopsRelease(machine as Kernel, file),
};
