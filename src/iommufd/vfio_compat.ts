/** drivers/iommu/iommufd/vfio_compat.c, 7.3: the one IOAS that VFIO's type 1 interface uses. */
import {
  type Address,
  fn,
  isErr,
  lock,
  NULL,
  type ObjectId,
  type Result,
  type Steps,
  unlock,
  write,
} from '../machine/index.ts';
import { ENODEV, EOPNOTSUPP, type Kernel, refuse } from './kernel.ts';
import { getObject, lockObj, putObject } from './main.ts';
import { object, the } from './objects.ts';

/** What IOMMU_VFIO_IOAS does. */
const GET = 0;
const SET = 1;
const CLEAR = 2;

function* setPointer(k: Kernel, ictx: Address, to: Address): Steps<void> {
  const from = the(k, 'ctx', ictx).vfioIoas;
  yield* lock(k, ictx, 'xa_lock');
  write(k, ictx, { vfioIoas: to });
  yield { do: 'set', of: ictx, field: 'vfio_ioas', from, to };
  yield* unlock(k, ictx, 'xa_lock');
}

/** iommufd_vfio_ioas(): the ID for GET, else 0. -ENODEV if none is set, -ENOENT for an ID that is no IOAS. */
export const vfioIoas = fn(
  'iommufd_vfio_ioas',
  function* (k: Kernel, ictx: Address, op: number, id: ObjectId): Steps<ObjectId | Result> {
    if (op === GET) {
      const { vfioIoas: ioas } = the(k, 'ctx', ictx);
      if (ioas === NULL || !(yield* lockObj(k, ioas)))
        return yield* refuse(ENODEV, ictx, 'has no IOAS set for VFIO');
      const { id } = object(k, ioas);
      yield* putObject(k, ioas);
      return id;
    }
    if (op === SET) {
      const ioas = yield* getObject(k, ictx, id, 'ioas');
      if (isErr(ioas)) return ioas;
      yield* setPointer(k, ictx, ioas);
      yield* putObject(k, ioas);
      return 0;
    }
    if (op !== CLEAR) return yield* refuse(EOPNOTSUPP, ictx, `knows no operation ${op} on its VFIO IOAS`);
    yield* setPointer(k, ictx, NULL);
    return 0;
  },
);
