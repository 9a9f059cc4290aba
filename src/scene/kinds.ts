import type { AnyObject } from '../iommufd/index.ts';

/** What a node is: a descriptor (with its file, unless that is a ctx), a context with its file, or an object. */
export type NodeKind = 'fd' | 'ictx' | AnyObject['kind'];

/** In the order in which they must die. */
export const NODE_KINDS = [
  'fd',
  'ictx',
  'selftest',
  'device',
  'hw_queue',
  'access',
  'vdevice',
  'veventq',
  'hwpt_nested',
  'viommu',
  'hwpt_paging',
  'fault',
  'ioas',
] as const satisfies readonly NodeKind[];

const known: ReadonlySet<string> = new Set(NODE_KINDS);

export function isNodeKind(kind: string): kind is NodeKind {
  return known.has(kind);
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
