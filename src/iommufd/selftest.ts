/** drivers/iommu/iommufd/selftest.c, 7.3: mock devices and external accesses, as the recordings use them. */
import {
  type Address,
  createFile,
  type Errno,
  type File,
  type FileOperations,
  fdRef,
  fn,
  fput,
  installFd,
  isErr,
  type Machine,
  NO_ID,
  NULL,
  type ObjectId,
  putUnusedFd,
  type Ref,
  type Result,
  read,
  type Steps,
  unusedFd,
  write,
} from '../machine/index.ts';
import { accessAttach, accessCreate, accessDestroy } from './access.ts';
import { deviceAttach, deviceBind, deviceDetach, deviceReplace, deviceUnbind } from './device.ts';
import { U64_MAX } from './io_pagetable.ts';
import { EINVAL, type Kernel, refuse } from './kernel.ts';
import { getObject, objectAbort, objectAlloc, objectFinalize, putObject } from './main.ts';
import { object, the } from './objects.ts';
import { testAccessUnmap } from './staccess.ts';

/** The three IDs that IOMMU_TEST_OP_MOCK_DOMAIN returns; with an errno, they are NO_ID. */
export interface MockDomain {
  readonly rc: Result;
  readonly stdev: ObjectId;
  readonly dev: ObjectId;
  readonly hwpt: ObjectId;
}

const failed = (rc: Errno): MockDomain => ({ rc, stdev: NO_ID, dev: NO_ID, hwpt: NO_ID });

/** enum of the mock device's flags, as in iommufd_test.h. */
const NO_DIRTY = 1;
const PASID = 4;

/** iommufd_test_mock_domain(): a mock device, bound and attached to a table or an IOAS. Three IDs or an errno. */
export const testMockDomain = fn(
  'iommufd_test_mock_domain',
  function* (k: Kernel, ictx: Address, pt: ObjectId, flags: number): Steps<MockDomain> {
    const stdev = yield* objectAlloc(k, ictx, 'selftest', { device: NULL });
    if (isErr(stdev)) return failed(stdev);
    const known = k.design.lacks?.includes('pasid') ? NO_DIRTY : NO_DIRTY | PASID;
    if ((flags & ~known) !== 0) {
      const rc = yield* refuse(EINVAL, stdev, 'is asked for a mock device with flags that it does not know');
      yield* objectAbort(k, ictx, stdev);
      return failed(rc);
    }
    const pasids = (flags & PASID) !== 0;
    const device = yield* deviceBind(k, ictx, stdev, { mock: true, pasids, lacks: 0 });
    if (isErr(device)) {
      yield* objectAbort(k, ictx, stdev);
      return failed(device);
    }
    write(k, stdev, { device });
    const hwpt = yield* deviceAttach(k, device, pt);
    if (isErr(hwpt)) {
      yield* deviceUnbind(k, device);
      yield* objectAbort(k, ictx, stdev);
      return failed(hwpt);
    }
    const made: MockDomain = { rc: 0, stdev: object(k, stdev).id, dev: object(k, device).id, hwpt };
    yield* objectFinalize(k, ictx, stdev);
    return made;
  },
);

/** iommufd_test_mock_domain_replace(): the ID of the table now attached, or an errno. */
export const testMockDomainReplace = fn(
  'iommufd_test_mock_domain_replace',
  function* (k: Kernel, ictx: Address, id: ObjectId, pt: ObjectId): Steps<ObjectId | Errno> {
    const stdev = yield* getObject(k, ictx, id, 'selftest');
    if (isErr(stdev)) return stdev;
    const rc = yield* deviceReplace(k, the(k, 'selftest', stdev).device, pt);
    yield* putObject(k, stdev);
    return rc;
  },
);

/** iommufd_test_pasid_attach(): the ID of the table now attached, or an errno. */
export const testPasidAttach = fn(
  'iommufd_test_pasid_attach',
  function* (k: Kernel, ictx: Address, id: ObjectId, pasid: number, pt: ObjectId): Steps<ObjectId | Errno> {
    const stdev = yield* getObject(k, ictx, id, 'selftest');
    if (isErr(stdev)) return stdev;
    const rc = yield* deviceAttach(k, the(k, 'selftest', stdev).device, pt, pasid);
    yield* putObject(k, stdev);
    return rc;
  },
);

/** iommufd_test_pasid_detach(): 0 also where nothing is attached. */
export const testPasidDetach = fn(
  'iommufd_test_pasid_detach',
  function* (k: Kernel, ictx: Address, id: ObjectId, pasid: number): Steps<Result> {
    const stdev = yield* getObject(k, ictx, id, 'selftest');
    if (isErr(stdev)) return stdev;
    yield* deviceDetach(k, the(k, 'selftest', stdev).device, pasid);
    yield* putObject(k, stdev);
    return 0;
  },
);

/** iommufd_selftest_destroy(): what the driver of a mock device does when it goes. */
export const selftestDestroy = fn(
  'iommufd_selftest_destroy',
  function* (k: Kernel, stdev: Address): Steps<void> {
    const { device } = the(k, 'selftest', stdev);
    yield* deviceDetach(k, device);
    yield* deviceUnbind(k, device);
    yield { do: 'call', what: 'unregisters its mock device', of: stdev };
  },
);

const ownerRef = (file: Address): Ref => ({ role: 'file->access', by: file });

/** iommufd_test_create_access(): the descriptor of a file that owns a new external access, or an errno. */
export const testCreateAccess = fn(
  'iommufd_test_create_access',
  function* (k: Kernel, ictx: Address, ioas: ObjectId, pin: boolean): Steps<number | Errno> {
    const fd = unusedFd(k);
    const file = yield* createFile(k, 'access', fdRef(k, fd));
    const access = yield* accessCreate(k, ictx, pin, ownerRef(file));
    const rc = isErr(access) ? access : yield* accessAttach(k, access, ioas);
    if (rc !== 0) {
      if (!isErr(access)) yield* accessDestroy(k, access, ownerRef(file));
      putUnusedFd(k, fd);
      yield* fput(k, file, fdRef(k, fd));
      return rc;
    }
    write(k, file, { private: access });
    yield* installFd(k, fd, file);
    return fd;
  },
);

const staccessRelease = fn(
  'iommufd_test_staccess_release',
  function* (k: Kernel, file: Address): Steps<void> {
    const access = (read(k, file) as File).private;
    if (access === NULL) return;
    yield* testAccessUnmap(k, access, 0n, U64_MAX);
    yield* accessDestroy(k, access, ownerRef(file));
  },
);

export const accessFops: FileOperations = {
  release: (machine: Machine, file: Address) => staccessRelease(machine as Kernel, file),
};
