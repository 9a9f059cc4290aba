/** What VFIO's device files do to a context: drivers/vfio/device_cdev.c and iommufd.c, 7.3. */
import {
  type Address,
  allocate,
  close,
  type Errno,
  type File,
  type FileOperations,
  fn,
  isErr,
  type Machine,
  NULL,
  type ObjectId,
  openFile,
  type Ref,
  type Result,
  read,
  release,
  type Steps,
  write,
} from '../machine/index.ts';
import { deviceAttach, deviceBind, deviceDetach, deviceReplace, deviceUnbind } from './device.ts';
import { ctxFromFd, ctxPut } from './fops.ts';
import { EINVAL, type Kernel, refuse } from './kernel.ts';
import { object, the, type Vfio } from './objects.ts';

const iommufdRef = (df: Address): Ref => ({ role: 'df->iommufd', by: df });

/** vfio_df_ioctl_bind_iommufd(): VFIO's own reference, then the device's. -EINVAL for a descriptor that is bound. */
const bindIommufd = fn(
  'vfio_df_ioctl_bind_iommufd',
  function* (k: Kernel, df: Address, ictx: Address, lacks: number): Steps<ObjectId | Errno> {
    if (the(k, 'vfio', df).device !== NULL) return yield* refuse(EINVAL, df, 'is bound already');
    yield* ctxFromFd(k, ictx, iommufdRef(df));
    write(k, df, { ictx });
    const device = yield* deviceBind(k, ictx, df, { mock: false, pasids: false, lacks });
    if (isErr(device)) {
      yield* ctxPut(k, ictx, iommufdRef(df));
      return device;
    }
    write(k, df, { device });
    yield { do: 'set', of: df, field: 'iommufd_device', from: NULL, to: device };
    return object(k, device).id;
  },
);

/** A VFIO device that was opened and bound. */
export interface VfioBound {
  /** The ID of the device; or an errno, and there is no descriptor. */
  readonly dev: ObjectId | Errno;
  readonly fd: number;
}

/** open(2) of a /dev/vfio/devices/vfioX that nobody has open, and VFIO_DEVICE_BIND_IOMMUFD. */
export function* vfioBind(k: Kernel, ictx: Address, lacks: number): Steps<VfioBound> {
  let df: Address = NULL;
  const fd = yield* openFile(k, 'vfio', function* (file) {
    const cell: Vfio = { kind: 'vfio', freed: false, device: NULL, ictx: NULL, attached: false };
    df = allocate(k, cell);
    write(k, file, { private: df });
    yield { do: 'alloc', of: df, what: 'vfio_device_file', refs: [] };
    return 0;
  });
  const dev = yield* bindIommufd(k, df, ictx, lacks);
  if (isErr(dev)) yield* close(k, fd);
  return { fd, dev };
}

/** VFIO_DEVICE_BIND_IOMMUFD of a descriptor that is open: the ID of the device or an errno. */
export function* vfioBindAgain(
  k: Kernel,
  file: Address,
  ictx: Address,
  lacks: number,
): Steps<ObjectId | Errno> {
  return yield* bindIommufd(k, (read(k, file) as File).private, ictx, lacks);
}

/** VFIO_DEVICE_ATTACH_IOMMUFD_PT: a device that is attached already moves. 0 or an errno. */
export const vfioAttach = fn(
  'vfio_df_ioctl_attach_pt',
  function* (k: Kernel, file: Address, pt: ObjectId): Steps<Result> {
    const df = (read(k, file) as File).private;
    const { device, attached } = the(k, 'vfio', df);
    const rc = yield* attached ? deviceReplace(k, device, pt) : deviceAttach(k, device, pt);
    if (isErr(rc)) return rc;
    write(k, df, { attached: true });
    yield { do: 'set', of: df, field: 'iommufd_attached', from: attached, to: true };
    return 0;
  },
);

/** VFIO_DEVICE_DETACH_IOMMUFD_PT: 0, also where nothing is attached. */
export const vfioDetach = fn('vfio_df_ioctl_detach_pt', function* (k: Kernel, file: Address): Steps<Result> {
  const df = (read(k, file) as File).private;
  const { device, attached } = the(k, 'vfio', df);
  if (!attached) return 0;
  yield* deviceDetach(k, device);
  write(k, df, { attached: false });
  yield { do: 'set', of: df, field: 'iommufd_attached', from: true, to: false };
  return 0;
});

/** vfio_device_fops_release(): detach if attached, unbind, then VFIO's own reference. */
const fopsRelease = fn('vfio_device_fops_release', function* (k: Kernel, file: Address): Steps<void> {
  const df = (read(k, file) as File).private;
  const { device, ictx, attached } = the(k, 'vfio', df);
  if (device !== NULL) {
    if (attached) yield* deviceDetach(k, device);
    yield* deviceUnbind(k, device);
    yield* ctxPut(k, ictx, iommufdRef(df));
  }
  release(k, df);
  yield { do: 'free', of: df, what: 'vfio_device_file' };
});

export const vfioFops: FileOperations = {
  release: (machine: Machine, file: Address) => fopsRelease(machine as Kernel, file),
};
