/** The file behind /dev/iommu: main.c, 7.3. */
import {
  type Address,
  allocate,
  count,
  EMPTY,
  type File,
  type FileOperations,
  fn,
  fput,
  getFile,
  load,
  type Machine,
  NULL,
  nextId,
  RESERVED,
  type Ref,
  read,
  release,
  type Steps,
  store,
  warn,
  write,
} from '../machine/index.ts';
import type { Kernel } from './kernel.ts';
import { xarrayRef } from './main.ts';
import { type Ctx, the } from './objects.ts';
import { destroyAndFree } from './remove.ts';

/** iommufd_ctx_get(): one more reference on the file. The caller must already hold one. */
export const ctxGet = fn('iommufd_ctx_get', function* (k: Kernel, ictx: Address, ref: Ref): Steps<void> {
  yield* getFile(k, the(k, 'ctx', ictx).file, ref);
});

/** iommufd_ctx_put(): reads ictx->file, so a NULL ictx is a NULL dereference at address 0. */
export const ctxPut = fn('iommufd_ctx_put', function* (k: Kernel, ictx: Address, ref: Ref): Steps<void> {
  yield* fput(k, the(k, 'ctx', ictx).file, ref);
});

/** iommufd_fops_open(): a context that borrows its file. */
export const fopsOpen = fn('iommufd_fops_open', function* (k: Kernel, file: Address): Steps<void> {
  const serial = k.cells.filter((cell) => cell.kind === 'ctx').length + 1;
  const ctx: Ctx = { kind: 'ctx', freed: false, file, serial, slots: [], vfioIoas: NULL };
  const of = allocate(k, ctx);
  write(k, file, { private: of });
  yield { do: 'alloc', of, what: 'iommufd_ctx', refs: [] };
});

/**
 * iommufd_fops_release(): the file count is 0. Strips objects with one user in passes of ascending ID until none is
 * left; a pass that strips nothing WARNs and leaks the rest.
 */
const fopsRelease = fn('iommufd_fops_release', function* (k: Kernel, file: Address): Steps<void> {
  const ictx = (read(k, file) as File).private;
  for (let pass = 1; nextId(k, ictx, 1) !== undefined; pass++) {
    let destroyed = 0;
    let empty = true;
    yield { do: 'pass', of: ictx, pass };
    for (let id = nextId(k, ictx, 1); id !== undefined; id = nextId(k, ictx, id + 1)) {
      const of = load(k, ictx, id);
      if (of === RESERVED) continue;
      empty = false;
      if (!(yield* count(k, 'dec_if_one', of, 'users', xarrayRef(ictx)))) continue;
      destroyed++;
      yield* store(k, ictx, id, EMPTY);
      yield* destroyAndFree(k, of);
    }
    if (empty) break;
    if (destroyed === 0) {
      yield* warn(k, 'main.c:420');
      break;
    }
  }
  release(k, ictx);
  yield { do: 'free', of: ictx, what: 'iommufd_ctx' };
});

export const iommufdFops: FileOperations = {
  release: (machine: Machine, file: Address) => fopsRelease(machine as Kernel, file),
};
