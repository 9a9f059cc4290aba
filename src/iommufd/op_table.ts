import { DRIVER_OPS } from './driver_ops.ts';
import { PROCESS_OPS } from './process_ops.ts';
import { UAPI_OPS } from './uapi_ops.ts';

/** Every operation. One table, read by the text form, the link codec, the palette, the command line and the runner. */
export const OPS = { ...PROCESS_OPS, ...UAPI_OPS, ...DRIVER_OPS };
