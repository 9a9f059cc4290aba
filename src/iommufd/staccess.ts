/** The external accesses of drivers/iommu/iommufd/selftest.c, 7.3: what they pin, and how they let go. */
import {
  type Address,
  BadPointer,
  type Errno,
  fn,
  POISON,
  type Result,
  read,
  type Steps,
  write,
} from '../machine/index.ts';
import { accessPinPages, accessUnpinPages } from './access_pages.ts';
import { last } from './io_pagetable.ts';
import { ENOENT, ENOMEM, EOPNOTSUPP, type Kernel, refuse } from './kernel.ts';
import { type Item, the } from './objects.ts';

/** The most bytes that the mock pins at once. */
const MOST_PINNED = 16n << 20n;

/** iommufd_test_access_pages(): the number of the pin, or an errno. Only an access that was created for pinning can. */
export const testAccessPages = fn(
  'iommufd_test_access_pages',
  function* (k: Kernel, access: Address, iova: bigint, length: bigint): Steps<number | Errno> {
    if (length > MOST_PINNED)
      return yield* refuse(ENOMEM, access, `pins at most 0x${MOST_PINNED.toString(16)} bytes at once`);
    const { unmap, items, nextItem: item } = the(k, 'access', access);
    if (!unmap) return yield* refuse(EOPNOTSUPP, access, 'was not created for pinning');
    const rc = yield* accessPinPages(k, access, iova, length);
    if (rc !== 0) return rc;
    write(k, access, { items: [...items, { item, iova, length }], nextItem: item + 1 });
    yield { do: 'set', of: access, field: 'items', from: items.length, to: items.length + 1 };
    return item;
  },
);

function* unpinItem(k: Kernel, access: Address, { item, iova, length }: Item): Steps<void> {
  yield* accessUnpinPages(k, access, iova, length);
  const { items } = the(k, 'access', access);
  write(k, access, { items: items.filter((other) => other.item !== item) });
  yield { do: 'set', of: access, field: 'items', from: items.length, to: items.length - 1 };
}

/** iommufd_test_access_item_destroy(): 0, or -ENOENT for a pin that is not there. */
export const testAccessItemDestroy = fn(
  'iommufd_test_access_item_destroy',
  function* (k: Kernel, access: Address, item: number): Steps<Result> {
    const found = the(k, 'access', access).items.find((one) => one.item === item);
    if (!found) return yield* refuse(ENOENT, access, `has no pin ${item}`);
    yield* unpinItem(k, access, found);
    return 0;
  },
);

/** How far into poisoned memory the recorded kernel faulted when it took the lock. */
const FAULT_OFFSET = 0x31;

/** The mock keeps its lock in the data of its file. Once that is freed, whoever takes the lock follows poison. */
// biome-ignore lint/correctness/useYield: a kernel function like the others, though nobody sees it succeed
const lockDriver = fn('__mutex_lock.constprop.0', function* (k: Kernel, file: Address): Steps<void> {
  const { kind, freed } = read(k, file);
  if (kind === 'file' && freed) throw new BadPointer(POISON, FAULT_OFFSET);
});

/** iommufd_test_access_unmap(): unpins whatever touches the range. An internal access has pinned nothing this way. */
export const testAccessUnmap = fn(
  'iommufd_test_access_unmap',
  function* (k: Kernel, access: Address, iova: bigint, length: bigint): Steps<void> {
    yield* lockDriver(k, the(k, 'access', access).owner);
    for (const found of the(k, 'access', access).items)
      if (found.iova <= last(iova, length) && last(found.iova, found.length) >= iova)
        yield* unpinItem(k, access, found);
  },
);
