/** mmap of a vIOMMU's region: drivers/iommu/iommufd/main.c and mm/mmap.c, 7.3. */
import {
  type Address,
  allocate,
  allocations,
  count,
  type Errno,
  fn,
  fput,
  getFile,
  isErr,
  kindOf,
  leader,
  living,
  load,
  lock,
  loop,
  NULL,
  type ObjectId,
  type Ref,
  release,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { ENXIO, type Kernel, refuse } from './kernel.ts';
import { ownerAt } from './mmap_region.ts';
import { the, type Vma } from './objects.ts';

const ownerRef = (vma: Address): Ref => ({ role: 'vma->owner', by: vma });

const fileRef = (vma: Address): Ref => ({ role: 'vma->vm_file', by: vma });

function* createVma(k: Kernel, fields: Omit<Vma, 'kind' | 'freed'>): Steps<Address> {
  const vma: Vma = { kind: 'vma', freed: false, ...fields };
  const of = allocate(k, vma);
  yield { do: 'alloc', of, what: 'vm_area_struct', refs: [] };
  yield* getFile(k, fields.file, fileRef(of));
  return of;
}

function* freeVma(k: Kernel, vma: Address): Steps<void> {
  release(k, vma);
  yield { do: 'free', of: vma, what: 'vm_area_struct' };
}

/** iommufd_fops_mmap(): the vIOMMU that owns the region at an offset, if it is alive; or -ENXIO. */
const fopsMmap = fn(
  'iommufd_fops_mmap',
  function* (k: Kernel, ictx: Address, offset: bigint, vma: Address): Steps<Address | Errno> {
    yield* lock(k, ictx, 'mt_mmap');
    const viommu = ownerAt(k, ictx, offset) ?? NULL;
    const late = k.design.mmapCounts === 'at the end';
    const found =
      viommu !== NULL && (late || (yield* count(k, 'inc_not_zero', viommu, 'users', ownerRef(vma))));
    yield* unlock(k, ictx, 'mt_mmap');
    if (found && late) yield* count(k, 'inc', viommu, 'users', ownerRef(vma));
    return found ? viommu : yield* refuse(ENXIO, ictx, `has no region at offset 0x${offset.toString(16)}`);
  },
);

/** The offset that a process was told when it made the vIOMMU that has an ID now; 0 where there is no region. */
export function offsetOf(k: Kernel, ictx: Address, id: ObjectId): bigint {
  const viommu = load(k, ictx, id);
  return kindOf(k, viommu) === 'viommu' ? BigInt(the(k, 'viommu', viommu).region) : 0n;
}

/** mmap(2): the mapping holds the file, and the vIOMMU as owner of the region. Its number, or an errno. */
export const mmap = fn('mmap_region', function* (k: Kernel, ictx: Address, offset: bigint): Steps<
  number | Errno
> {
  const number = allocations(k, 'vma').length;
  const { file } = the(k, 'ctx', ictx);
  const vma = yield* createVma(k, { file, owner: NULL, task: leader(k), number });
  const owner = yield* fopsMmap(k, ictx, offset, vma);
  if (isErr(owner)) {
    yield* fput(k, file, fileRef(vma));
    yield* freeVma(k, vma);
    return owner;
  }
  write(k, vma, { owner });
  yield { do: 'set', of: vma, field: 'owner', from: NULL, to: owner };
  return number;
});

const vmaOpen = fn('iommufd_fops_vma_open', function* (k: Kernel, vma: Address): Steps<void> {
  yield* count(k, 'inc', the(k, 'vma', vma).owner, 'users', ownerRef(vma));
});

const vmaClose = fn('iommufd_fops_vma_close', function* (k: Kernel, vma: Address): Steps<void> {
  yield* count(k, 'dec', the(k, 'vma', vma).owner, 'users', ownerRef(vma));
});

/** remove_vma(): iommufd_fops_vma_close(), then the file. */
const removeVma = fn('remove_vma', function* (k: Kernel, vma: Address): Steps<void> {
  const { file } = the(k, 'vma', vma);
  yield* vmaClose(k, vma);
  yield* fput(k, file, fileRef(vma));
  yield* freeVma(k, vma);
});

function vmasOf(k: Kernel, task: Address): Address[] {
  return living(k, 'vma').filter((vma) => the(k, 'vma', vma).task === task);
}

/** munmap(2): false for a mapping that is not there. */
export const munmap = fn('do_vmi_munmap', function* (k: Kernel, number: number): Steps<boolean> {
  const vma = vmasOf(k, leader(k)).find((address) => the(k, 'vma', address).number === number);
  if (vma === undefined) return false;
  yield* removeVma(k, vma);
  return true;
});

/** exit_mmap(): every mapping of the task that runs. */
export const exitMmap = fn('exit_mm', function* (k: Kernel): Steps<void> {
  yield* loop(k, NULL, function* (done: Address) {
    const vma = vmasOf(k, k.current).find((one) => one > done);
    if (vma === undefined) return { end: undefined };
    yield* removeVma(k, vma);
    return { next: vma };
  });
});

/** dup_mmap(): a child gets its own mapping of each region, and iommufd_fops_vma_open() counts it. */
export const dupMmap = fn('dup_mmap', function* (k: Kernel, child: Address): Steps<void> {
  for (const address of vmasOf(k, leader(k))) {
    const { file, owner, number } = the(k, 'vma', address);
    const vma = yield* createVma(k, { file, owner, task: child, number });
    yield* vmaOpen(k, vma);
  }
});
