/**
 * Where designs differ. Each switch changes one kernel function; nothing else in the engine asks which design runs.
 */

export interface Design {
  /** iommufd_access_create_internal(): does an internal access take a reference on the ctx file? */
  readonly internalHoldsFile: boolean;
  /** iommufd_access_destroy_object(), iommufd_access_notify_unmap(): how an access is known to be internal. */
  readonly internalIs: 'ictx == NULL' | 'ops == NULL';
  /** iommufd_access_create_internal(): does an internal access have ops ("down the road if we need ops")? */
  readonly internalHasOps: boolean;
  /** iopt_unmap_iova_range(): what refuses to unmap a range that a hw_queue has pinned. */
  readonly unmapRefusedBy: 'num_locks' | 'notification' | 'nothing';
  /** iommufd_hw_queue_alloc_ioctl(): which object takes its ID first. */
  readonly allocatedFirst: 'hw_queue' | 'access';
}

export interface Preset {
  readonly says: string;
  /** Kernel version or mail the preset stands for. */
  readonly source: string;
  readonly design: Design;
}

const merged: Design = {
  internalHoldsFile: false,
  internalIs: 'ictx == NULL',
  internalHasOps: false,
  unmapRefusedBy: 'num_locks',
  allocatedFirst: 'hw_queue',
};

const v6QueueFirst: Design = { ...merged, internalIs: 'ops == NULL', unmapRefusedBy: 'notification' };

export const PRESETS = {
  naive: {
    says: 'The internal access takes a reference on the ctx file, as an ordinary access does.',
    source: 'the v5 thread, 28 May to 5 June 2025',
    design: { ...merged, internalHoldsFile: true },
  },
  v6: {
    says: '`ops == NULL` marks an internal access; the access is allocated before its queue; any access without ops makes an unmap of its IOAS fail.',
    source: 'series v6 as posted, 14 June 2025',
    design: { ...v6QueueFirst, allocatedFirst: 'access' },
  },
  merged: {
    says: '`ictx == NULL` marks an internal access; the pinned area itself refuses to be unmapped.',
    source: 'v9 as merged for 6.17, with the fix that is in 7.3',
    design: merged,
  },
  'v6-queue-first': {
    says: 'v6 with the queue allocated before its access.',
    source: 'patch 7 of series v6 and its parent alone',
    design: v6QueueFirst,
  },
  'ops-test': {
    says: 'merged, but `ops == NULL` marks an internal access.',
    source: 'the test that v6 made, in the merged code',
    design: { ...merged, internalIs: 'ops == NULL' },
  },
  'no-area-lock': {
    says: 'merged without the lock count on areas: nothing refuses the unmap of a pinned range.',
    source: 'merged less iopt_area.num_locks',
    design: { ...merged, unmapRefusedBy: 'nothing' },
  },
  'merged+ops': {
    says: 'merged, and the internal access has ops.',
    source: "a reviewer's worry about v6, tried on the merged code",
    design: { ...merged, internalHasOps: true },
  },
  'v6-queue-first+ops': {
    says: 'v6-queue-first, and the internal access has ops.',
    source: "a reviewer's worry about v6, tried on v6",
    design: { ...v6QueueFirst, internalHasOps: true },
  },
} as const satisfies Record<string, Preset>;

export type DesignName = keyof typeof PRESETS;

export const DESIGN_NAMES = Object.keys(PRESETS) as readonly DesignName[];

/** The three designs the argument is about; the others vary one of them. */
export const MAIN_DESIGNS = ['naive', 'v6', 'merged'] as const satisfies readonly DesignName[];

export function designOf(name: DesignName): Design {
  return PRESETS[name].design;
}
