import type { AnyObject } from '../iommufd/index.ts';

/** What a node is: a descriptor (with its file, unless that is a ctx), a context with its file, or an object. */
export type NodeKind = 'fd' | 'ictx' | AnyObject['kind'];

/** In the order in which they must die; a kind that is not here does not compile. */
const KINDS = {
  fd: true,
  ictx: true,
  selftest: true,
  device: true,
  hw_queue: true,
  access: true,
  vdevice: true,
  veventq: true,
  hwpt_nested: true,
  viommu: true,
  hwpt_paging: true,
  fault: true,
  ioas: true,
} as const satisfies Readonly<Record<NodeKind, true>>;

export const NODE_KINDS = Object.keys(KINDS) as readonly NodeKind[];

export function isNodeKind(kind: string): kind is NodeKind {
  return Object.hasOwn(KINDS, kind);
}

/** The size of a box, in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const OBJECT: Size = { width: 140, height: 46 };
const FD: Size = { width: 120, height: 28 };

export function sizeOf(kind: NodeKind): Size {
  return kind === 'fd' ? FD : OBJECT;
}
