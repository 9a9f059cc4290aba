import { DRIVER_OPS } from './driver_ops.ts';
import { PROCESS_OPS } from './process_ops.ts';
import { UAPI_OPS } from './uapi_ops.ts';

/** Every operation. One table, read by the text form, the link codec, the palette, the command line and the runner. */
export const OPS = { ...PROCESS_OPS, ...UAPI_OPS, ...DRIVER_OPS };

/** The operations by who does them, as a palette shows them. */
export const OP_GROUPS: readonly { readonly title: string; readonly names: readonly (keyof typeof OPS)[] }[] =
  [
    { title: 'Ioctls', names: Object.keys(UAPI_OPS) as (keyof typeof UAPI_OPS)[] },
    { title: 'Drivers', names: Object.keys(DRIVER_OPS) as (keyof typeof DRIVER_OPS)[] },
    { title: 'Process', names: Object.keys(PROCESS_OPS) as (keyof typeof PROCESS_OPS)[] },
  ];
